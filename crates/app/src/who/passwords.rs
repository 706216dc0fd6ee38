//! Passwords: argon2id (RFC 9106) on a bounded pool, as each hash takes 19 MiB and tens of milliseconds.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use deskbell_domain::Refusal;
use tokio::sync::Semaphore;

/// Hashes computed at once.
const CONCURRENT_HASHES: usize = 2;
/// Sign-ins that may wait for their turn.
const WAITING_HASHES: usize = 64;
/// Characters a password must have.
pub const PASSWORD_MIN_CHARS: usize = 10;
/// Bytes a password may have.
pub const PASSWORD_MAX_BYTES: usize = 1024;

/// Verified against when the account is unknown, so that both answers take the same time. Written down, since
/// making it would leave every server the 19 MiB it takes.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$GiG7m5N5aKDEk8IP31RN4g$IKLGMXvI0SFZKKpDuPrEktEVY1gjEift78uIjktY7zs";

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(CONCURRENT_HASHES)),
            waiting: Arc::new(Semaphore::new(WAITING_HASHES)),
        }
    }
}

impl Passwords {
    /// Whether the password is the one behind the hash. `None` stands for an unknown account: it costs the
    /// same and is never right.
    ///
    /// # Errors
    /// `overloaded` when too many wait already.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, Refusal> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DECOY.to_owned());
        let right = self
            .on_pool(move || {
                let parsed = PasswordHash::new(&stored).ok();
                parsed
                    .is_some_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(right && known)
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// `invalid` where it is too short or too long, `overloaded` when too many wait already.
    pub async fn hash(&self, password: String) -> Result<String, Refusal> {
        check(&password)?;
        self.on_pool(move || hash(&password)).await?
    }

    async fn on_pool<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Result<R, Refusal> {
        const BUSY: Refusal = Refusal::Overloaded { retry_after_ms: 1000 };
        let _place = self.waiting.clone().try_acquire_owned().map_err(|_| BUSY)?;
        let _turn = self.turns.clone().acquire_owned().await.map_err(|_| BUSY)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| BUSY)
    }
}

/// Checks the length of a new password.
///
/// # Errors
/// `invalid` of the field `password`.
pub fn check(password: &str) -> Result<(), Refusal> {
    if password.chars().count() < PASSWORD_MIN_CHARS {
        return Err(Refusal::invalid("password", "A password needs at least 10 characters."));
    }
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(Refusal::invalid("password", "A password can have at most 1024 bytes."));
    }
    Ok(())
}

fn hash(password: &str) -> Result<String, Refusal> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Refusal::Overloaded { retry_after_ms: 1000 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_is_right() {
        let passwords = Passwords::default();
        let stored = passwords.hash("correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(passwords.verify("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".into(), Some(stored)).await.unwrap());
        assert!(!passwords.verify("no account has this password".into(), None).await.unwrap());
        assert!(passwords.hash("short".into()).await.is_err());
    }

    #[test]
    fn the_decoy_costs_what_a_real_hash_costs() {
        let cost = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(DECOY), cost(&hash("any password").unwrap()));
        let parsed = PasswordHash::new(DECOY).unwrap();
        assert!(Argon2::default().verify_password(b"no account has this password", &parsed).is_ok());
    }
}
