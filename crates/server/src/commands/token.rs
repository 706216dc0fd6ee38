//! `deskbell token`: signs a token to try a door with.

use std::process::ExitCode;

use deskbell_app::{ClaimedRole, Claims, Tokens, tokens::ends_after};

use crate::{
    cli::{RoleName, Token},
    config::Config,
    home,
    serve::runtime,
};

/// Signs and prints.
///
/// # Errors
/// With a sentence, where the secret cannot be read.
#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
pub fn token(config: &Config, token: &Token) -> anyhow::Result<ExitCode> {
    let tokens = Tokens::new(&runtime()?.block_on(home::secret(config))?, []);
    let claims = Claims {
        sub: token.sub.clone(),
        role: match token.role {
            RoleName::Customer => ClaimedRole::Customer,
            RoleName::Agent => ClaimedRole::Agent,
            RoleName::Supervisor => ClaimedRole::Supervisor,
            RoleName::Admin => ClaimedRole::Admin,
        },
        name: token.name.clone(),
        email: token.email.clone(),
        exp: ends_after(jiff::Timestamp::now(), token.ttl),
        inbox: token.inbox.clone(),
        rehearsal: None,
        attributes: None,
        iss: None,
        jti: None,
    };
    println!("{}", tokens.sign(&claims)?);
    Ok(ExitCode::SUCCESS)
}
