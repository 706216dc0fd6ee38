//! Small collections that are read whole: a kind, an id, a key that is there once in its kind, and JSON.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{AuditRow, Store, StoreError, either};

/// Records of one kind that are read at once at most.
pub const RECORDS_MAX: usize = 10_000;

/// One member of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Which one.
    pub id: Uuid,
    /// What may be there once in its kind.
    pub key: String,
    /// What it says: a JSON object as text.
    pub body: String,
    /// How often it was used.
    pub uses: u64,
    /// When it was made; kept when it is put again.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Store {
    /// Those of a kind in the order of their keys, [`RECORDS_MAX`] at most.
    ///
    /// # Errors
    /// The store's own.
    pub async fn records(&self, kind: &'static str) -> Result<Vec<Record>, StoreError> {
        self.records_under(kind, "", RECORDS_MAX).await
    }

    /// Those of a kind whose key begins so, in the order of their keys.
    ///
    /// # Errors
    /// The store's own.
    pub async fn records_under(
        &self,
        kind: &'static str,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<Record>, StoreError> {
        let prefix = prefix.to_owned();
        either!(self, |database| database
            .read("records", move |connection| engine::rows::desk::records::under(
                connection, kind, &prefix, limit
            ))
            .await)
    }

    /// One of them.
    ///
    /// # Errors
    /// The store's own.
    pub async fn record(&self, kind: &'static str, id: Uuid) -> Result<Option<Record>, StoreError> {
        either!(self, |database| database
            .read("record", move |connection| engine::rows::desk::records::by_id(connection, kind, id))
            .await)
    }

    /// The one with this key.
    ///
    /// # Errors
    /// The store's own.
    pub async fn record_by_key(&self, kind: &'static str, key: &str) -> Result<Option<Record>, StoreError> {
        let key = key.to_owned();
        either!(self, |database| database
            .read("record_by_key", move |connection| engine::rows::desk::records::by_key(
                connection, kind, &key
            ))
            .await)
    }

    /// How many of a kind there are.
    ///
    /// # Errors
    /// The store's own.
    pub async fn count_records(&self, kind: &'static str) -> Result<u64, StoreError> {
        either!(self, |database| database
            .read("count_records", move |connection| engine::rows::desk::records::count(connection, kind))
            .await)
    }

    /// Makes one, or says anew what the one with its id says. `taken` is said where another one has its key.
    ///
    /// # Errors
    /// `conflict` for a key that another one has, the store's own.
    pub async fn put_record(
        &self,
        kind: &'static str,
        record: Record,
        taken: &'static str,
        audit: Option<AuditRow>,
    ) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                batch.record(|connection, _| {
                    engine::rows::desk::records::put(connection, kind, &record, taken)?;
                    audit.iter().try_for_each(|row| engine::rows::desk::audit::append(connection, row))?;
                    Ok(())
                })?;
                batch.touch(record.updated_at, |touched| touched.records.push(kind.to_owned()));
                Ok(())
            })
            .await)
    }

    /// Removes one; false where there is none.
    ///
    /// # Errors
    /// The store's own.
    pub async fn remove_record(
        &self,
        kind: &'static str,
        id: Uuid,
        audit: Option<AuditRow>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let removed = engine::rows::desk::records::remove(batch.connection, kind, id)?;
                if removed {
                    if let Some(row) = &audit {
                        engine::rows::desk::audit::append(batch.connection, row)?;
                    }
                    batch.touch(at, |touched| touched.records.push(kind.to_owned()));
                }
                Ok(removed)
            })
            .await)
    }

    /// Counts that one was used; false where there is none. Nobody is told.
    ///
    /// # Errors
    /// The store's own.
    pub async fn use_record(&self, kind: &'static str, id: Uuid) -> Result<bool, StoreError> {
        either!(self, |database| database
            .write(move |batch| Ok(engine::rows::desk::records::used(batch.connection, kind, id)?))
            .await)
    }

    /// Removes those of a kind that last changed before a moment; how many.
    ///
    /// # Errors
    /// The store's own.
    pub async fn remove_older_records(
        &self,
        kind: &'static str,
        before: Timestamp,
    ) -> Result<usize, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let removed = engine::rows::desk::records::remove_older(batch.connection, kind, before)?;
                if removed > 0 {
                    batch.touch(before, |touched| touched.records.push(kind.to_owned()));
                }
                Ok(removed)
            })
            .await)
    }
}
