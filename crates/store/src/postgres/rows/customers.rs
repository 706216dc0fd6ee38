//! Customers' records.

use deskbell_domain::{CustomerId, Refusal, customer::Customer};
use jiff::Timestamp;
use tokio_postgres::Row;

use crate::{
    CustomerChanges, HostCustomer, NewCustomer,
    both::{
        customers::{details, differs},
        json_strings,
    },
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::{Cells, micros},
        keys::Keys,
        work::{Trouble, unique},
    },
};

/// What [`read`] reads, from `customers k`.
const CUSTOMER: &str = "k.id, k.host_id, (SELECT id FROM inboxes WHERE pk = k.inbox_pk), k.name, k.email,
    k.attributes, k.labels, k.context, k.blocked, k.last_seen_at, k.created_at, k.updated_at,
    k.details";

fn read(row: &Row) -> Result<Customer, SqlError> {
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

fn select(connection: &Connection, tail: &str, values: Values<'_>) -> Result<Option<Customer>, SqlError> {
    let row = connection.first(&format!("SELECT {CUSTOMER} FROM customers k {tail}"), values)?;
    row.as_ref().map(read).transpose()
}

/// One customer.
pub(crate) fn by_id(connection: &Connection, id: CustomerId) -> Result<Option<Customer>, SqlError> {
    select(connection, "WHERE k.id = $1", &[&id.0])
}

/// The customer the host knows by this id.
pub(crate) fn by_host_id(connection: &Connection, host_id: &str) -> Result<Option<Customer>, SqlError> {
    select(connection, "WHERE k.host_id = $1", &[&host_id])
}

/// Makes a record.
pub(crate) fn insert(
    connection: &Connection,
    keys: &mut Keys,
    new: &NewCustomer,
    host_id: Option<&str>,
) -> Result<Customer, Trouble> {
    let inbox_pk = match keys.inbox(connection, new.inbox_id) {
        Err(Trouble::Broken(_)) => {
            return Err(Refusal::invalid("inboxId", "This inbox does not exist.").into());
        }
        other => other?,
    };
    let attributes = new.attributes.as_deref().unwrap_or("{}");
    let values: Values<'_> =
        &[&new.id.0, &host_id, &inbox_pk, &new.name, &new.email, &attributes, &micros(new.at)];
    connection
        .execute(
            "INSERT INTO customers (id, host_id, inbox_pk, name, email, attributes, blocked, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, false, $7, $7)",
            values,
        )
        .map_err(|error| unique(error, "This customer exists already."))?;
    by_id(connection, new.id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Makes or updates the record of a customer whom the host has named. What the token does not say stays. Whoever
/// comes through two nodes at once is made by one of them and found by the other.
pub(crate) fn upsert(
    connection: &Connection,
    keys: &mut Keys,
    said: &HostCustomer,
) -> Result<(Customer, bool), Trouble> {
    let turn = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    connection.query(turn, &[&said.host_id])?;
    let Some(known) = by_host_id(connection, &said.host_id)? else {
        return Ok((insert(connection, keys, &said.new, Some(&said.host_id))?, true));
    };
    if !differs(&known, said) {
        return Ok((known, false));
    }
    let new = &said.new;
    connection.execute(
        "UPDATE customers SET name = coalesce($2, name), email = coalesce($3, email),
            attributes = coalesce($4, attributes), updated_at = $5 WHERE id = $1",
        &[&known.id.0, &new.name, &new.email, &new.attributes, &micros(new.at)],
    )?;
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
    // Of two nodes that change it at once, the later sees what the earlier wrote.
    connection.query("SELECT 1 FROM customers WHERE id = $1 FOR NO KEY UPDATE", &[&id.0])?;
    let old = by_id(connection, id)?.ok_or(Trouble::Refused(Refusal::NotFound))?;
    let labels = json_strings(changes.labels.as_ref().unwrap_or(&old.labels));
    let details = details(&old, changes.details.as_ref())?;
    connection.execute(
        "UPDATE customers SET name = $2, email = $3, attributes = $4, labels = $5, context = $6, blocked = $7,
            updated_at = $8, details = $9 WHERE id = $1",
        &[
            &id.0,
            changes.name.as_ref().unwrap_or(&old.name),
            changes.email.as_ref().unwrap_or(&old.email),
            changes.attributes.as_ref().unwrap_or(&old.attributes),
            &labels,
            &changes.context.as_ref().or(old.context.as_ref()),
            &changes.blocked.unwrap_or(old.blocked),
            &micros(at),
            &details,
        ],
    )?;
    by_id(connection, id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Notes when a customer was last seen; never moves back.
pub(crate) fn touch_seen(connection: &Connection, id: CustomerId, at: Timestamp) -> Result<(), Trouble> {
    let sql = "UPDATE customers SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1";
    match connection.execute(sql, &[&id.0, &micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}
