//! Customers' records.

use deskbell_domain::{CustomerId, Refusal, customer::Customer};
use jiff::Timestamp;
use rusqlite::{Connection, Params, Row, params};

use crate::{
    CustomerChanges, HostCustomer, NewCustomer,
    both::{
        customers::{details, differs},
        json_strings,
    },
    sqlite::{
        convert::{Cells, blob, micros},
        keys::Keys,
        rows::unique,
        work::Trouble,
    },
};

/// What [`read`] reads, from `customers k`.
const CUSTOMER: &str = "k.id, k.host_id, (SELECT id FROM inboxes WHERE pk = k.inbox_pk), k.name, k.email,
    k.attributes, k.labels, k.context, k.blocked, k.last_seen_at, k.created_at, k.updated_at,
    k.details";

fn read(row: &Row<'_>) -> rusqlite::Result<Customer> {
    let mut cells = Cells::of(row);
    Ok(Customer {
        id: cells.id()?,
        host_id: cells.take()?,
        inbox_id: cells.id()?,
        name: cells.take()?,
        email: cells.take()?,
        attributes: cells.take()?,
        labels: cells.strings()?,
        context: cells.take()?,
        blocked: cells.take()?,
        last_seen_at: cells.maybe_time()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
        details: cells.take()?,
    })
}

fn select(connection: &Connection, tail: &str, params: impl Params) -> rusqlite::Result<Option<Customer>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {CUSTOMER} FROM customers k {tail}"))?;
    let mut rows = statement.query_map(params, read)?;
    rows.next().transpose()
}

/// One customer.
pub(crate) fn by_id(connection: &Connection, id: CustomerId) -> rusqlite::Result<Option<Customer>> {
    select(connection, "WHERE k.id = ?1", [blob(id.0)])
}

/// The customer the host knows by this id.
pub(crate) fn by_host_id(connection: &Connection, host_id: &str) -> rusqlite::Result<Option<Customer>> {
    select(connection, "WHERE k.host_id = ?1", [host_id])
}

/// Makes a record.
pub(crate) fn insert(
    connection: &Connection,
    keys: &mut Keys,
    new: &NewCustomer,
    host_id: Option<&str>,
) -> Result<Customer, Trouble> {
    let inbox_pk = keys
        .inbox(connection, new.inbox_id)
        .map_err(|_| Refusal::invalid("inboxId", "This inbox does not exist."))?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO customers (id, host_id, inbox_pk, name, email, attributes, blocked, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?7)",
    )?;
    let attributes = new.attributes.as_deref().unwrap_or("{}");
    statement
        .execute(params![blob(new.id.0), host_id, inbox_pk, new.name, new.email, attributes, micros(new.at)])
        .map_err(|error| unique(error, "This customer exists already."))?;
    by_id(connection, new.id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Makes or updates the record of a customer whom the host has named. What the token does not say stays.
pub(crate) fn upsert(
    connection: &Connection,
    keys: &mut Keys,
    said: &HostCustomer,
) -> Result<(Customer, bool), Trouble> {
    let Some(known) = by_host_id(connection, &said.host_id)? else {
        return Ok((insert(connection, keys, &said.new, Some(&said.host_id))?, true));
    };
    if !differs(&known, said) {
        return Ok((known, false));
    }
    let mut statement = connection.prepare_cached(
        "UPDATE customers SET name = coalesce(?2, name), email = coalesce(?3, email),
            attributes = coalesce(?4, attributes), updated_at = ?5 WHERE id = ?1",
    )?;
    let new = &said.new;
    statement.execute(params![blob(known.id.0), new.name, new.email, new.attributes, micros(new.at)])?;
    let customer = by_id(connection, known.id)?.ok_or(Trouble::Refused(Refusal::NotFound))?;
    Ok((customer, true))
}

/// Changes a record.
pub(crate) fn update(
    connection: &Connection,
    id: CustomerId,
    changes: &CustomerChanges,
    at: Timestamp,
) -> Result<Customer, Trouble> {
    let old = by_id(connection, id)?.ok_or(Trouble::Refused(Refusal::NotFound))?;
    let labels = json_strings(changes.labels.as_ref().unwrap_or(&old.labels));
    let details = details(&old, changes.details.as_ref())?;
    let mut statement = connection.prepare_cached(
        "UPDATE customers SET name = ?2, email = ?3, attributes = ?4, labels = ?5, context = ?6, blocked = ?7,
            updated_at = ?8, details = ?9 WHERE id = ?1",
    )?;
    statement.execute(params![
        blob(id.0),
        changes.name.as_ref().unwrap_or(&old.name),
        changes.email.as_ref().unwrap_or(&old.email),
        changes.attributes.as_ref().unwrap_or(&old.attributes),
        labels,
        changes.context.as_ref().or(old.context.as_ref()),
        changes.blocked.unwrap_or(old.blocked),
        micros(at),
        details
    ])?;
    by_id(connection, id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Notes when a customer was last seen; never moves back.
pub(crate) fn touch_seen(connection: &Connection, id: CustomerId, at: Timestamp) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(
        "UPDATE customers SET last_seen_at = max(coalesce(last_seen_at, ?2), ?2) WHERE id = ?1",
    )?;
    match statement.execute(params![blob(id.0), micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}
