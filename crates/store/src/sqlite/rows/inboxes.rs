//! Inboxes and teams.

use deskbell_domain::{
    InboxId, Refusal, TeamId,
    inbox::{Inbox, InboxKind, Team},
};
use jiff::Timestamp;
use rusqlite::{Connection, Params, Row, params};

use crate::{
    InboxChanges, NewInbox, Seed,
    sqlite::{
        convert::{Cells, blob, micros},
        keys::Keys,
        rows::unique,
        work::Trouble,
    },
};

/// What [`read`] reads, from `inboxes i`.
const INBOX: &str = "i.id, i.kind, i.name, i.greeting, i.color, i.chat_enabled,
    (SELECT id FROM teams WHERE pk = i.team_pk), i.settings, i.dropping, i.created_at, i.updated_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Inbox> {
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

fn select(connection: &Connection, tail: &str, params: impl Params) -> rusqlite::Result<Vec<Inbox>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {INBOX} FROM inboxes i {tail}"))?;
    let inboxes = statement.query_map(params, read)?;
    inboxes.collect()
}

/// Every inbox, the oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Inbox>> {
    select(connection, "ORDER BY i.pk", [])
}

/// One inbox.
pub(crate) fn by_id(connection: &Connection, id: InboxId) -> rusqlite::Result<Option<Inbox>> {
    Ok(select(connection, "WHERE i.id = ?1", [blob(id.0)])?.pop())
}

/// Every team, the oldest first.
pub(crate) fn teams(connection: &Connection) -> rusqlite::Result<Vec<Team>> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM teams ORDER BY pk")?;
    let teams = statement.query_map([], |row| {
        let mut cells = Cells::of(row);
        Ok(Team { id: cells.id()?, name: cells.take()? })
    })?;
    teams.collect()
}

/// Makes a team.
pub(crate) fn insert_team(connection: &Connection, team: &Team, at: Timestamp) -> Result<(), Trouble> {
    connection
        .prepare_cached("INSERT INTO teams (id, name, created_at) VALUES (?1, ?2, ?3)")?
        .execute(params![blob(team.id.0), team.name, micros(at)])
        .map(drop)
        .map_err(|error| unique(error, "This team exists already."))
}

/// Gives a team another name.
pub(crate) fn rename_team(connection: &Connection, team: &Team) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached("UPDATE teams SET name = ?2 WHERE id = ?1")?;
    match statement.execute(params![blob(team.id.0), team.name])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}

/// Makes an inbox.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, new: &NewInbox) -> Result<Inbox, Trouble> {
    let team_pk = team(connection, keys, new.team_id)?;
    connection
        .prepare_cached(
            "INSERT INTO inboxes (id, name, greeting, color, chat_enabled, team_pk, created_at, updated_at, kind)
             VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6, ?7)",
        )?
        .execute(params![
            blob(new.id.0),
            new.name,
            new.greeting,
            new.color,
            team_pk,
            micros(new.at),
            new.kind.as_str()
        ])
        .map_err(|error| match new.kind {
            InboxKind::Website => unique(error, "This inbox exists already."),
            InboxKind::Rehearsal => unique(error, "There is a rehearsal already. Drop that one first."),
        })?;
    found(connection, new.id)
}

fn team(connection: &Connection, keys: &mut Keys, id: TeamId) -> Result<i64, Trouble> {
    keys.team(connection, id).map_err(|_| Refusal::invalid("teamId", "This team does not exist.").into())
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
    let old = found(connection, id)?;
    let team_pk = team(connection, keys, changes.team_id.unwrap_or(old.team_id))?;
    connection
        .prepare_cached(
            "UPDATE inboxes SET name = ?2, greeting = ?3, color = ?4, chat_enabled = ?5, team_pk = ?6,
                updated_at = ?7, settings = ?8 WHERE id = ?1",
        )?
        .execute(params![
            blob(id.0),
            changes.name.as_ref().unwrap_or(&old.name),
            changes.greeting.as_ref().unwrap_or(&old.greeting),
            changes.color.as_ref().unwrap_or(&old.color),
            changes.chat_enabled.unwrap_or(old.chat_enabled),
            team_pk,
            micros(at),
            changes.settings.as_ref().unwrap_or(&old.settings)
        ])?;
    found(connection, id)
}

/// Makes the first team and the first inbox; false where there is an inbox already.
pub(crate) fn seed(connection: &Connection, keys: &mut Keys, seed: &Seed) -> Result<bool, Trouble> {
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
