//! Customers' records.

use deskbell_domain::{CustomerId, InboxId, customer::Customer};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Store;
use crate::{AuditRow, Record, StoreError, both::customers, either};

/// A customer to make a record of.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// Its id.
    pub id: CustomerId,
    /// The inbox they came through.
    pub inbox_id: InboxId,
    /// Their name.
    pub name: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// A JSON object as text; `None` for an empty one.
    pub attributes: Option<String>,
    /// Now.
    pub at: Timestamp,
}

/// What a host's token says about a customer.
#[derive(Clone, Debug)]
pub struct HostCustomer {
    /// The id the host knows them by: one namespace for the whole installation.
    pub host_id: String,
    /// What becomes of them if they are new. Of a known one only name, address and attributes are taken, and
    /// of these only what is said.
    pub new: NewCustomer,
}

/// What to change of a customer's record; `None` leaves it, `Some(None)` empties it.
#[derive(Clone, Debug, Default)]
pub struct CustomerChanges {
    /// Their name.
    pub name: Option<Option<String>>,
    /// Their address.
    pub email: Option<Option<String>>,
    /// A JSON object as text.
    pub attributes: Option<String>,
    /// All labels they shall carry, sorted.
    pub labels: Option<Vec<String>>,
    /// Where they are now, as a JSON object.
    pub context: Option<String>,
    /// What they say about themselves now, over what they said before; null takes it back.
    pub details: Option<Map<String, Value>>,
    /// Whether they may do anything.
    pub blocked: Option<bool>,
    /// What the audit log says of it.
    pub audit: Option<AuditRow>,
}

/// The kind of the records that say who is blocked.
pub const BLOCKS: &str = "block";

/// Whether a customer may write.
#[derive(Clone, Debug)]
pub enum Blocking {
    /// No more, for the reason this record says.
    Block(Record),
    /// Again; the record of this key goes.
    LetIn(String),
}

impl Store {
    /// Changes a customer's record.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn update_customer(
        &self,
        id: CustomerId,
        changes: CustomerChanges,
        at: Timestamp,
    ) -> Result<Customer, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let customer = batch.record(|connection, _| {
                    let customer = engine::rows::customers::update(connection, id, &changes, at)?;
                    if let Some(row) = &changes.audit {
                        engine::rows::desk::audit::append(connection, row)?;
                    }
                    Ok(customer)
                })?;
                let rehearsal = engine::rows::rehearsals::is_one(batch.connection, customer.inbox_id)?;
                batch.touch(at, |touched| touched.side(rehearsal).customers.push(id));
                Ok(customer)
            })
            .await)
    }

    /// Blocks a customer with the record that says why, or lets them in again, for which the record of that key goes.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn set_blocked(
        &self,
        id: CustomerId,
        said: Blocking,
        audit: AuditRow,
        at: Timestamp,
    ) -> Result<Customer, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let blocked = matches!(said, Blocking::Block(_));
                let customer = batch.record(|connection, _| {
                    let changes = CustomerChanges { blocked: Some(blocked), ..CustomerChanges::default() };
                    let customer = engine::rows::customers::update(connection, id, &changes, at)?;
                    let key = match &said {
                        Blocking::Block(record) => &record.key,
                        Blocking::LetIn(key) => key,
                    };
                    if let Some(old) = engine::rows::desk::records::by_key(connection, BLOCKS, key)? {
                        engine::rows::desk::records::remove(connection, BLOCKS, old.id)?;
                    }
                    if let Blocking::Block(record) = &said {
                        engine::rows::desk::records::put(
                            connection,
                            BLOCKS,
                            record,
                            "They are blocked already.",
                        )?;
                    }
                    engine::rows::desk::audit::append(connection, &audit)?;
                    Ok(customer)
                })?;
                let rehearsal = engine::rows::rehearsals::is_one(batch.connection, customer.inbox_id)?;
                batch.touch(at, |touched| {
                    touched.side(rehearsal).customers.push(id);
                    touched.records.push(BLOCKS.to_owned());
                });
                Ok(customer)
            })
            .await)
    }

    /// Makes the record of a visitor.
    ///
    /// # Errors
    /// `invalid` for an unknown inbox, `conflict` for a known id, the store's own.
    pub async fn add_customer(&self, new: NewCustomer) -> Result<Customer, StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                let customer = batch.record(|connection, keys| {
                    engine::rows::customers::insert(connection, keys, &new, None)
                })?;
                let rehearsal = engine::rows::rehearsals::is_one(batch.connection, new.inbox_id)?;
                batch.touch(new.at, |touched| touched.side(rehearsal).customers.push(new.id));
                Ok(customer)
            })
            .await)
    }

    /// The record of a customer whom the host has named: made, updated, or as it is. Costs no write when the
    /// token says nothing new.
    ///
    /// # Errors
    /// `invalid` for an unknown inbox, the store's own.
    pub async fn upsert_host_customer(&self, said: HostCustomer) -> Result<Customer, StoreError> {
        if let Some(known) = self.customer_by_host_id(&said.host_id).await?
            && !customers::differs(&known, &said)
        {
            return Ok(known);
        }
        either!(self, |database| database
            .write(move |batch| {
                let (customer, changed) = batch
                    .record(|connection, keys| engine::rows::customers::upsert(connection, keys, &said))?;
                if changed {
                    let rehearsal = engine::rows::rehearsals::is_one(batch.connection, customer.inbox_id)?;
                    batch.touch(said.new.at, |touched| touched.side(rehearsal).customers.push(customer.id));
                }
                Ok(customer)
            })
            .await)
    }

    /// One customer.
    ///
    /// # Errors
    /// The store's own.
    pub async fn customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        either!(self, |database| database
            .read("customer", move |connection| engine::rows::customers::by_id(connection, id))
            .await)
    }

    /// The customer the host knows by this id.
    ///
    /// # Errors
    /// The store's own.
    pub async fn customer_by_host_id(&self, host_id: &str) -> Result<Option<Customer>, StoreError> {
        let host_id = host_id.to_owned();
        either!(self, |database| database
            .read("customer_by_host_id", move |connection| engine::rows::customers::by_host_id(
                connection, &host_id
            ))
            .await)
    }

    /// Those of these customers that there are, in the order asked for.
    ///
    /// # Errors
    /// The store's own.
    pub async fn customers_by_ids(&self, ids: Vec<CustomerId>) -> Result<Vec<Customer>, StoreError> {
        either!(self, |database| database
            .read("customers_by_ids", move |connection| {
                ids.iter()
                    .filter_map(|id| engine::rows::customers::by_id(connection, *id).transpose())
                    .collect()
            })
            .await)
    }

    /// Notes when a customer was last seen connected; never moves back.
    ///
    /// # Errors
    /// `not_found`, the store's own.
    pub async fn touch_customer_seen(&self, id: CustomerId, at: Timestamp) -> Result<(), StoreError> {
        either!(self, |database| database
            .write(move |batch| {
                engine::rows::customers::touch_seen(batch.connection, id, at)?;
                batch.touch(at, |touched| touched.customers.push(id));
                Ok(())
            })
            .await)
    }
}
