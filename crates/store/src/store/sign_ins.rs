//! Tokens taken back before their time.

use jiff::Timestamp;

use super::Store;
use crate::{StoreError, either};

impl Store {
    /// Takes a token back until it would have expired by itself.
    ///
    /// # Errors
    /// The store's own.
    pub async fn revoke_token(
        &self,
        jti: &str,
        expires_at: Timestamp,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let jti = jti.to_owned();
        either!(self, |database| database
            .write(move |batch| {
                if engine::rows::sign_ins::revoke(batch.connection, &jti, expires_at)? {
                    batch.touch(at, |touched| touched.tokens = true);
                }
                Ok(())
            })
            .await)
    }

    /// The revoked tokens that have not expired yet, by their `jti`.
    ///
    /// # Errors
    /// The store's own.
    pub async fn revoked_tokens(&self, now: Timestamp) -> Result<Vec<String>, StoreError> {
        either!(self, |database| database
            .read("revoked_tokens", move |connection| engine::rows::sign_ins::revoked(connection, now))
            .await)
    }

    /// Forgets revoked tokens that have expired by themselves, and says which.
    ///
    /// # Errors
    /// The store's own.
    pub async fn prune_tokens(&self, now: Timestamp) -> Result<Vec<String>, StoreError> {
        let fence = self.fence.clone();
        either!(self, |database| database
            .write(move |batch| {
                batch.obey(fence.as_deref())?;
                let forgotten = engine::rows::sign_ins::prune(batch.connection, now)?;
                if !forgotten.is_empty() {
                    batch.touch(now, |touched| touched.tokens = true);
                }
                Ok(forgotten)
            })
            .await)
    }
}
