//! Inboxes and teams.

use deskbell_domain::{
    InboxId, Refusal, TeamId,
    inbox::{Inbox, InboxKind, Team},
};
use jiff::Timestamp;
use tokio_postgres::Row;

use crate::{
    InboxChanges, NewInbox, Seed,
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::{Cells, micros},
        keys::Keys,
        work::{Trouble, unique},
    },
};

/// What [`read`] reads, from `inboxes i`.
const INBOX: &str = "i.id, i.kind, i.name, i.greeting, i.color, i.chat_enabled,
    (SELECT id FROM teams WHERE pk = i.team_pk), i.settings, i.dropping, i.created_at, i.updated_at";
/// Held by whoever makes the first inbox, so that of several nodes that start at once one makes it.
const LOCK_OF_SEED: i64 = 0x6465_736b_7365_6564;

fn read(row: &Row) -> Result<Inbox, SqlError> {
    let mut cells = Cells::of(row);
    Ok(Inbox {
        id: cells.id()?,
        kind: cells.named(InboxKind::parse)?,
        name: cells.take()?,
        greeting: cells.take()?,
        color: cells.take()?,
        chat_enabled: cells.take()?,
        team_id: cells.id()?,
        settings: cells.take()?,
        dropping: cells.take()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
    })
}

fn select(connection: &Connection, tail: &str, values: Values<'_>) -> Result<Vec<Inbox>, SqlError> {
    let rows = connection.query(&format!("SELECT {INBOX} FROM inboxes i {tail}"), values)?;
    rows.iter().map(read).collect()
}

/// Every inbox, the oldest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Inbox>, SqlError> {
    select(connection, "ORDER BY i.pk", &[])
}

/// One inbox.
pub(crate) fn by_id(connection: &Connection, id: InboxId) -> Result<Option<Inbox>, SqlError> {
    Ok(select(connection, "WHERE i.id = $1", &[&id.0])?.pop())
}

/// Every team, the oldest first.
pub(crate) fn teams(connection: &Connection) -> Result<Vec<Team>, SqlError> {
    let rows = connection.query("SELECT id, name FROM teams ORDER BY pk", &[])?;
    let team = |row| {
        let mut cells = Cells::of(row);
        Ok(Team { id: cells.id()?, name: cells.take()? })
    };
    rows.iter().map(team).collect()
}

/// Makes a team.
pub(crate) fn insert_team(connection: &Connection, team: &Team, at: Timestamp) -> Result<(), Trouble> {
    let sql = "INSERT INTO teams (id, name, created_at) VALUES ($1, $2, $3)";
    connection
        .execute(sql, &[&team.id.0, &team.name, &micros(at)])
        .map(drop)
        .map_err(|error| unique(error, "This team exists already."))
}

/// Gives a team another name.
pub(crate) fn rename_team(connection: &Connection, team: &Team) -> Result<(), Trouble> {
    let sql = "UPDATE teams SET name = $2 WHERE id = $1";
    match connection.execute(sql, &[&team.id.0, &team.name])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}

/// Makes an inbox.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, new: &NewInbox) -> Result<Inbox, Trouble> {
    let team_pk = team(connection, keys, new.team_id)?;
    let values: Values<'_> =
        &[&new.id.0, &new.name, &new.greeting, &new.color, &team_pk, &micros(new.at), &new.kind.as_str()];
    connection
        .execute(
            "INSERT INTO inboxes (id, name, greeting, color, chat_enabled, team_pk, created_at, updated_at, kind)
             VALUES ($1, $2, $3, $4, true, $5, $6, $6, $7)",
            values,
        )
        .map_err(|error| match new.kind {
            InboxKind::Website => unique(error, "This inbox exists already."),
            InboxKind::Rehearsal => unique(error, "There is a rehearsal already. Drop that one first."),
        })?;
    found(connection, new.id)
}

fn team(connection: &Connection, keys: &mut Keys, id: TeamId) -> Result<i64, Trouble> {
    match keys.team(connection, id) {
        Err(Trouble::Broken(_)) => Err(Refusal::invalid("teamId", "This team does not exist.").into()),
        other => other,
    }
}

fn found(connection: &Connection, id: InboxId) -> Result<Inbox, Trouble> {
    by_id(connection, id)?.ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Changes an inbox.
pub(crate) fn update(
    connection: &Connection,
    keys: &mut Keys,
    id: InboxId,
    changes: &InboxChanges,
    at: Timestamp,
) -> Result<Inbox, Trouble> {
    // Of two nodes that change it at once, the later sees what the earlier wrote.
    connection.query("SELECT 1 FROM inboxes WHERE id = $1 FOR NO KEY UPDATE", &[&id.0])?;
    let old = found(connection, id)?;
    let team_pk = team(connection, keys, changes.team_id.unwrap_or(old.team_id))?;
    connection.execute(
        "UPDATE inboxes SET name = $2, greeting = $3, color = $4, chat_enabled = $5, team_pk = $6,
            updated_at = $7, settings = $8 WHERE id = $1",
        &[
            &id.0,
            changes.name.as_ref().unwrap_or(&old.name),
            changes.greeting.as_ref().unwrap_or(&old.greeting),
            changes.color.as_ref().unwrap_or(&old.color),
            &changes.chat_enabled.unwrap_or(old.chat_enabled),
            &team_pk,
            &micros(at),
            changes.settings.as_ref().unwrap_or(&old.settings),
        ],
    )?;
    found(connection, id)
}

/// Makes the first team and the first inbox; false where there is an inbox already.
pub(crate) fn seed(connection: &Connection, keys: &mut Keys, seed: &Seed) -> Result<bool, Trouble> {
    connection.query("SELECT pg_advisory_xact_lock($1)", &[&LOCK_OF_SEED])?;
    if !all(connection)?.is_empty() {
        return Ok(false);
    }
    insert_team(connection, &Team { id: seed.team_id, name: "Support".into() }, seed.at)?;
    let inbox = NewInbox {
        id: seed.inbox_id,
        kind: InboxKind::Website,
        name: "Support".into(),
        greeting: None,
        color: None,
        team_id: seed.team_id,
        at: seed.at,
    };
    insert(connection, keys, &inbox)?;
    Ok(true)
}
