//! `deskbell agent add`: makes an account, also beside a running server.

use std::{io::Read as _, process::ExitCode};

use anyhow::{Context, bail};
use deskbell_app::{Clock, Hall};
use deskbell_domain::Role;

use crate::{
    cli::{AddAgent, RoleName},
    config::Config,
    home,
    serve::runtime,
};

/// Bytes of standard input read for a password.
const INPUT_MAX_BYTES: u64 = 4096;

/// Makes the account.
///
/// # Errors
/// With a sentence: the address is taken, the password too short.
pub fn add(config: &Config, add: &AddAgent) -> anyhow::Result<ExitCode> {
    let role = match add.role {
        RoleName::Customer => bail!("An agent is of role agent, supervisor or admin."),
        RoleName::Agent => Role::Agent,
        RoleName::Supervisor => Role::Supervisor,
        RoleName::Admin => Role::Admin,
    };
    let mut password = String::new();
    std::io::stdin()
        .take(INPUT_MAX_BYTES)
        .read_to_string(&mut password)
        .context("The password cannot be read from standard input")?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    runtime()?.block_on(async {
        let store = home::open_beside(config).await?;
        let hall = Hall::open(
            store.clone(),
            config.settings()?,
            Clock::Machine,
            &home::secret_in(config, &store).await?,
        )
        .await?;
        let agent = hall.add_agent(&add.email, add.name.clone(), role, password).await?;
        store.shutdown().await;
        println!("{} can sign in as {} ({}).", agent.name, add.email.trim().to_lowercase(), role.as_str());
        Ok(ExitCode::SUCCESS)
    })
}
