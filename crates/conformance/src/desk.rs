//! A running server as its people know it: an address, and tokens that it believes.

use std::time::Duration;

pub use deskbell_app::ClaimedRole as Role;
use deskbell_app::{Claims, Tokens, tokens::ends_after};
use deskbell_load::{http::Http, token::Mint};

use crate::Person;

/// How long a token lasts when a scene says nothing about it.
const TOKEN_LASTS: Duration = Duration::from_secs(3600);

/// A running server as its people know it.
#[derive(Clone)]
pub struct Desk {
    /// Where it is: `http://host:port`.
    pub base: String,
    /// Signs tokens as whoever runs it may.
    pub mint: Mint,
    tokens: Tokens,
}

impl Desk {
    /// A server at `base` (`http://host:port`) that signs with this secret.
    pub fn new(base: String, secret: &[u8]) -> Self {
        Self { base, mint: Mint::new(secret), tokens: Tokens::new(secret, []) }
    }

    /// Somebody by name, connected: on whichever side, known to the host by their name in lower case.
    pub async fn person(&self, role: Role, name: &str) -> Person {
        Person::connect(self, name, self.token(role, name)).await
    }

    /// A customer by name, connected.
    pub async fn customer(&self, name: &str) -> Person {
        self.person(Role::Customer, name).await
    }

    /// An agent of plain role by name, connected.
    pub async fn agent(&self, name: &str) -> Person {
        self.person(Role::Agent, name).await
    }

    /// A token for an hour.
    pub fn token(&self, role: Role, name: &str) -> String {
        self.token_for(role, name, TOKEN_LASTS)
    }

    /// A token for as long as said, in whole seconds.
    ///
    /// # Panics
    /// Where it cannot be signed.
    pub fn token_for(&self, role: Role, name: &str, lasts: Duration) -> String {
        self.tokens.sign(&claims_of(role, name, lasts)).expect("claims that can be signed")
    }

    /// A token for an hour that knows an address and no name.
    ///
    /// # Panics
    /// Where it cannot be signed.
    pub fn nameless_token(&self, role: Role, email: &str) -> String {
        let claims = Claims {
            name: None,
            email: Some(email.to_owned()),
            ..claims_of(role, &format!("host {email}"), TOKEN_LASTS)
        };
        self.tokens.sign(&claims).expect("claims that can be signed")
    }

    /// HTTP as nobody.
    pub fn http(&self) -> Http {
        Http::new(&self.base)
    }
}

#[allow(clippy::disallowed_methods, reason = "the host's clock is the machine's")]
fn claims_of(role: Role, name: &str, lasts: Duration) -> Claims {
    Claims {
        sub: name.to_lowercase(),
        role,
        name: Some(name.to_owned()),
        email: None,
        exp: ends_after(jiff::Timestamp::now(), lasts),
        inbox: None,
        rehearsal: None,
        attributes: None,
        iss: None,
        jti: None,
    }
}
