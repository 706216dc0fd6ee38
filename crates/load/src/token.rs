//! Tokens as a host's application signs them: JSON Web Tokens (RFC 7519), HS256 with the shared secret.

use std::time::{Duration, SystemTime};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

/// How long a token lasts unless something else is said.
pub const LASTS: Duration = Duration::from_secs(24 * 3600);

/// On which side of the desk a token puts its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A customer.
    Customer,
    /// An agent.
    Agent,
    /// A supervisor.
    Supervisor,
    /// An admin.
    Admin,
}

/// What a token says.
#[derive(Clone, Debug, Serialize)]
pub struct Claims<'a> {
    /// Who it is: an id of the host's.
    pub sub: &'a str,
    /// On which side.
    pub role: Role,
    /// A display name.
    pub name: &'a str,
    /// Through which inbox a customer comes; the server's first where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbox: Option<&'a str>,
    /// The rehearsal that an agent comes and goes with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<&'a str>,
    /// Who signed it, where that is Deskbell and no host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iss: Option<&'a str>,
    /// When it ends, in seconds since 1970.
    pub exp: u64,
}

impl<'a> Claims<'a> {
    /// A customer by the host's id, which is their name as well, for [`LASTS`].
    fn of(sub: &'a str) -> Self {
        let (inbox, rehearsal, iss) = (None, None, None);
        Self { sub, role: Role::Customer, name: sub, inbox, rehearsal, iss, exp: ends_after(LASTS) }
    }
}

/// Signs tokens that one server believes.
#[derive(Clone)]
pub struct Mint {
    key: Hmac<Sha256>,
}

impl Mint {
    /// Tokens under this secret.
    pub fn new(secret: &[u8]) -> Self {
        let Ok(key) = Hmac::new_from_slice(secret) else {
            unreachable!("HMAC takes keys of any length (RFC 2104)");
        };
        Self { key }
    }

    /// A token for somebody by the host's id, good for [`LASTS`]. The id is their name as well.
    pub fn token(&self, role: Role, sub: &str) -> String {
        self.sign(&Claims { role, ..Claims::of(sub) })
    }

    /// The same for a customer who comes through one inbox.
    pub fn customer_of(&self, inbox: Option<&str>, sub: &str) -> String {
        self.sign(&Claims { inbox, ..Claims::of(sub) })
    }

    /// A token for an agent who comes and goes with a rehearsal.
    pub fn agent_of(&self, rehearsal: &str, sub: &str) -> String {
        self.sign(&Claims { role: Role::Agent, rehearsal: Some(rehearsal), ..Claims::of(sub) })
    }

    /// A token for the installation itself, as whoever runs it may sign it: it makes and drops rehearsals and
    /// needs no account.
    pub fn house(&self) -> String {
        self.sign(&Claims { role: Role::Admin, iss: Some("deskbell"), ..Claims::of("deskbell") })
    }

    /// Signs.
    ///
    /// # Panics
    /// Never: claims are texts and numbers, which JSON can always hold.
    pub fn sign(&self, claims: &Claims<'_>) -> String {
        let claims = serde_json::to_vec(claims).expect("claims are texts and numbers");
        let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
        let mut token = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims));
        let mut mac = self.key.clone();
        mac.update(token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(mac.finalize().into_bytes(), &mut token);
        token
    }
}

/// The end of a token made now, in seconds since 1970.
#[allow(clippy::disallowed_methods, reason = "the host's clock is the machine's")]
pub fn ends_after(lasts: Duration) -> u64 {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    since_1970.saturating_add(lasts).as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_what_any_library_would_sign() {
        let claims = Claims { name: "Ana", exp: 4_102_444_800, ..Claims::of("ana") };
        let token = Mint::new(b"a secret that only this test knows").sign(&claims);
        let parts: Vec<&str> = token.split('.').collect();
        let said = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
        assert_eq!(said, br#"{"sub":"ana","role":"customer","name":"Ana","exp":4102444800}"#);
        assert_eq!(parts[0], "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9");
        assert_eq!(parts[2], "TkEpqLNgvafJ7YTdliO10t9r2Cj5BHraapvdZRsr90Y");
    }
}
