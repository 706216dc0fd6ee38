//! Tokens: JSON Web Tokens (RFC 7519) signed with HS256, made by the host's application or by Deskbell.

use std::{collections::HashSet, sync::Arc, time::Duration};

use deskbell_domain::{InboxId, Refusal};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use parking_lot::RwLock;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Bytes a token may have.
pub const TOKEN_MAX_BYTES: usize = 8192;
/// Who signs the tokens that Deskbell makes itself.
pub const ISSUER: &str = "deskbell";

/// On which side of the desk a token puts its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimedRole {
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Who it is: the host's own id, or an id of Deskbell's where Deskbell signed it.
    pub sub: String,
    /// On which side.
    pub role: ClaimedRole,
    /// A display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// When it ends, in seconds since 1970; a fraction (RFC 7519 allows one) is cut off.
    #[serde(deserialize_with = "whole_seconds")]
    pub exp: i64,
    /// Through which inbox a customer comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<String>,
    /// The rehearsal that an agent comes and goes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<String>,
    /// What the host says about a customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<serde_json::Map<String, serde_json::Value>>,
    /// [`ISSUER`] where Deskbell signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// Its own id, by which it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
}

impl Claims {
    /// Whether Deskbell signed it itself, so that `sub` is an id of Deskbell's.
    pub fn is_own(&self) -> bool {
        self.iss.as_deref() == Some(ISSUER)
    }

    /// When it ends.
    pub fn expires_at(&self) -> Timestamp {
        Timestamp::from_second(self.exp).unwrap_or(if self.exp > 0 { Timestamp::MAX } else { Timestamp::MIN })
    }

    /// The inbox it names, where it names one.
    ///
    /// # Errors
    /// `unauthorized` where it is not an id.
    pub fn inbox_id(&self) -> Result<Option<InboxId>, Refusal> {
        self.inbox.as_deref().map(|id| id.parse().map_err(|_| Refusal::Unauthorized)).transpose()
    }

    /// The rehearsal it names, where it names one.
    ///
    /// # Errors
    /// `unauthorized` where it is not an id.
    pub fn rehearsal_id(&self) -> Result<Option<InboxId>, Refusal> {
        self.rehearsal.as_deref().map(|id| id.parse().map_err(|_| Refusal::Unauthorized)).transpose()
    }

    /// Whether it stands for Deskbell itself: whoever runs the installation signs one with its secret.
    pub fn is_house(&self) -> bool {
        self.is_own() && self.role == ClaimedRole::Admin && self.sub == ISSUER
    }
}

fn whole_seconds<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let seconds = serde_json::Number::deserialize(from)?;
    let whole = seconds.as_i64().or_else(|| seconds.as_f64().map(|seconds| seconds.floor() as i64));
    whole.ok_or_else(|| D::Error::custom("exp is no time"))
}

/// Signs and verifies tokens with the shared secret, and remembers which were revoked.
#[derive(Clone)]
pub struct Tokens(Arc<Inner>);

struct Inner {
    encoding: EncodingKey,
    decoding: DecodingKey,
    csrf_key: Vec<u8>,
    link_key: Vec<u8>,
    validation: Validation,
    revoked: RwLock<HashSet<String>>,
}

impl Tokens {
    /// Tokens under this secret. `revoked` are the ids that were revoked.
    pub fn new(secret: &[u8], revoked: impl IntoIterator<Item = String>) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The hall's own clock decides below, so that tests can move it.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.set_required_spec_claims(&["exp"]);
        Self(Arc::new(Inner {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            csrf_key: [b"csrf ".as_slice(), secret].concat(),
            link_key: [b"link ".as_slice(), secret].concat(),
            validation,
            revoked: RwLock::new(revoked.into_iter().collect()),
        }))
    }

    /// Signs.
    ///
    /// # Errors
    /// `unauthorized` where the claims cannot be written as JSON.
    pub fn sign(&self, claims: &Claims) -> Result<String, Refusal> {
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), claims, &self.0.encoding)
            .map_err(|_| Refusal::Unauthorized)
    }

    /// Verifies signature, end and revocation.
    ///
    /// # Errors
    /// `unauthorized`, without saying which of them failed.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, Refusal> {
        if token.len() > TOKEN_MAX_BYTES {
            return Err(Refusal::Unauthorized);
        }
        let claims = jsonwebtoken::decode::<Claims>(token, &self.0.decoding, &self.0.validation)
            .map_err(|_| Refusal::Unauthorized)?
            .claims;
        let revoked = claims.jti.as_ref().is_some_and(|id| self.0.revoked.read().contains(id));
        if revoked || claims.sub.is_empty() || claims.expires_at() <= now {
            return Err(Refusal::Unauthorized);
        }
        Ok(claims)
    }

    /// From now on this token opens nothing. The caller has stored it.
    pub fn revoke(&self, id: String) {
        self.0.revoked.write().insert(id);
    }

    /// These ended by themselves long ago. Others may be taken back at this very moment and stay so.
    pub(crate) fn forget(&self, ended: &[String]) {
        let mut revoked = self.0.revoked.write();
        for id in ended {
            revoked.remove(id);
        }
    }

    /// From now on exactly these open nothing; returns those that did before.
    pub(crate) fn replace_revoked(&self, ids: Vec<String>) -> Vec<String> {
        let mut revoked = self.0.revoked.write();
        let news = ids.iter().filter(|id| !revoked.contains(*id)).cloned().collect();
        *revoked = ids.into_iter().collect();
        news
    }

    /// Whether a token was revoked after it was verified.
    pub fn is_revoked(&self, id: &str) -> bool {
        self.0.revoked.read().contains(id)
    }

    /// What a cookie's writes must send along: a keyed digest of the token's id.
    pub fn csrf_token(&self, token_id: &str) -> String {
        keyed(&self.0.csrf_key, token_id)
    }

    /// What shows that a link was made here: a keyed digest of what it says.
    pub(crate) fn seal(&self, said: &str) -> String {
        keyed(&self.0.link_key, said)
    }

    /// Whether a link was made here; takes the same time for every one that was not.
    pub(crate) fn seals(&self, said: &str, seal: &str) -> bool {
        self.seal(said).as_bytes().ct_eq(seal.as_bytes()).into()
    }

    /// Whether a cookie's write sent the right one along; takes the same time for every wrong one.
    pub fn csrf_matches(&self, token_id: &str, sent: &str) -> bool {
        self.csrf_token(token_id).as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

fn keyed(key: &[u8], text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        unreachable!("HMAC takes keys of any length (RFC 2104)");
    };
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// The end of a token made now, in whole seconds.
pub fn ends_after(now: Timestamp, lifetime: Duration) -> i64 {
    now.as_second().saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(exp: i64) -> Claims {
        Claims {
            sub: "ana".into(),
            role: ClaimedRole::Customer,
            name: None,
            email: None,
            exp,
            inbox: None,
            rehearsal: None,
            attributes: None,
            iss: None,
            jti: Some("one".into()),
        }
    }

    #[test]
    fn a_token_is_good_until_it_ends_is_revoked_or_is_tampered_with() {
        let tokens = Tokens::new(b"secret", []);
        let now = Timestamp::from_second(1000).unwrap();
        let token = tokens.sign(&claims(1001)).unwrap();
        assert_eq!(tokens.verify(&token, now).unwrap().sub, "ana");
        assert!(tokens.verify(&token, Timestamp::from_second(1001).unwrap()).is_err());
        assert!(Tokens::new(b"other", []).verify(&token, now).is_err());
        assert!(tokens.verify("", now).is_err());
        assert!(tokens.verify(&"x".repeat(TOKEN_MAX_BYTES + 1), now).is_err());
        tokens.revoke("one".into());
        assert!(tokens.verify(&token, now).is_err());
    }

    #[test]
    fn an_unsigned_token_or_one_without_an_end_is_refused() {
        let tokens = Tokens::new(b"secret", []);
        let now = Timestamp::from_second(1000).unwrap();
        let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIiwicm9sZSI6ImFkbWluIiwiZXhwIjo5OTk5OTk5OTk5fQ.";
        assert!(tokens.verify(unsigned, now).is_err());
        let header = Header::new(Algorithm::HS256);
        let endless = serde_json::json!({"sub": "a", "role": "admin"});
        let endless = jsonwebtoken::encode(&header, &endless, &EncodingKey::from_secret(b"secret")).unwrap();
        assert!(tokens.verify(&endless, now).is_err());
    }

    #[test]
    fn an_end_may_have_a_fraction() {
        let tokens = Tokens::new(b"secret", []);
        let claims = serde_json::json!({"sub": "a", "role": "agent", "exp": 1000.75});
        let key = EncodingKey::from_secret(b"secret");
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap();
        assert!(tokens.verify(&token, Timestamp::from_second(999).unwrap()).is_ok());
        assert!(tokens.verify(&token, Timestamp::from_second(1000).unwrap()).is_err());
    }

    #[test]
    fn a_csrf_token_belongs_to_one_sign_in() {
        let tokens = Tokens::new(b"secret", []);
        assert!(tokens.csrf_matches("one", &tokens.csrf_token("one")));
        assert!(!tokens.csrf_matches("two", &tokens.csrf_token("one")));
    }
}
