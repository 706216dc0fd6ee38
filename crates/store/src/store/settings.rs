//! Settings of the installation, and the secrets it made for itself.

use jiff::Timestamp;

use super::Store;
use crate::{AuditRow, StoreError, either};

impl Store {
    /// A setting's value.
    ///
    /// # Errors
    /// The store's own.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let key = key.to_owned();
        either!(self, |database| database
            .read("setting", move |connection| engine::rows::settings::get(connection, &key))
            .await)
    }

    /// Sets a value.
    ///
    /// # Errors
    /// The store's own.
    pub async fn set_setting(&self, key: &str, value: &str, at: Timestamp) -> Result<(), StoreError> {
        self.set_setting_audited(key, value, None, at).await
    }

    /// Sets a value; the row of the audit log is written where it changed.
    ///
    /// # Errors
    /// The store's own.
    pub async fn set_setting_audited(
        &self,
        key: &str,
        value: &str,
        audit: Option<AuditRow>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (key, value) = (key.to_owned(), value.to_owned());
        either!(self, |database| database
            .write(move |batch| {
                if engine::rows::settings::set(batch.connection, &key, &value)? {
                    if let Some(row) = &audit {
                        engine::rows::desk::audit::append(batch.connection, row)?;
                    }
                    batch.touch(at, |touched| touched.settings.push(key.clone()));
                }
                Ok(())
            })
            .await)
    }

    /// The secret of this name: the one kept, or `fresh`, which is kept from now on.
    ///
    /// # Errors
    /// The store's own.
    pub async fn secret(&self, name: &str, fresh: String, at: Timestamp) -> Result<String, StoreError> {
        let key = format!("secret.{name}");
        if let Some(kept) = self.setting(&key).await? {
            return Ok(kept);
        }
        either!(self, |database| database
            .write(move |batch| {
                if engine::rows::settings::set_first(batch.connection, &key, &fresh)? {
                    batch.touch(at, |touched| touched.settings.push(key.clone()));
                }
                Ok(engine::rows::settings::get(batch.connection, &key)?.unwrap_or_else(|| fresh.clone()))
            })
            .await)
    }
}
