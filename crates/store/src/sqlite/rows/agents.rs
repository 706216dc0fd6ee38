//! Agents' accounts and the teams they belong to.

use deskbell_domain::{
    AgentId, Refusal, Role, TeamId,
    agent::{Agent, Availability},
};
use jiff::Timestamp;
use rusqlite::{Connection, Params, Row, params};

use crate::{
    AgentChanges, NewAgent,
    both::json_strings,
    sqlite::{
        convert::{Cells, blob, micros},
        keys::Keys,
        rows::{rehearsals, unique},
        work::Trouble,
    },
};

/// What [`read`] reads, from `agents a`.
const AGENT: &str = "a.id, a.host_id, a.email, a.name, a.avatar_url, a.role, a.availability, a.capacity,
    a.active, (SELECT id FROM inboxes WHERE pk = a.rehearsal_pk), a.last_seen_at, a.created_at, a.updated_at,
    a.categories, a.password_hash";

const TAKEN: &str = "Another account has this e-mail address or host id.";

/// An account with its password's hash, which is never part of an [`Agent`].
pub(crate) type Credentials = (Agent, Option<String>);

fn read(row: &Row<'_>) -> rusqlite::Result<Credentials> {
    let mut cells = Cells::of(row);
    let agent = Agent {
        id: cells.id()?,
        host_id: cells.take()?,
        email: cells.take()?,
        name: cells.take()?,
        avatar_url: cells.take()?,
        role: cells.named(Role::parse)?,
        team_ids: Vec::new(),
        availability: cells.named(Availability::parse)?,
        capacity: cells.take()?,
        active: cells.take()?,
        rehearsal: cells.maybe_id()?,
        last_seen_at: cells.maybe_time()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
        categories: cells.maybe_strings()?,
    };
    Ok((agent, cells.take()?))
}

fn select(connection: &Connection, tail: &str, params: impl Params) -> rusqlite::Result<Vec<Credentials>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {AGENT} FROM agents a {tail}"))?;
    let mut agents = statement.query_map(params, read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    for (agent, _) in &mut agents {
        agent.team_ids = teams_of(connection, agent.id)?;
    }
    Ok(agents)
}

fn teams_of(connection: &Connection, id: AgentId) -> rusqlite::Result<Vec<TeamId>> {
    let mut statement = connection.prepare_cached(
        "SELECT t.id FROM agent_teams at JOIN teams t ON t.pk = at.team_pk
         WHERE at.agent_pk = (SELECT pk FROM agents WHERE id = ?1) ORDER BY t.pk",
    )?;
    let ids = statement.query_map([blob(id.0)], |row| Cells::of(row).id())?;
    ids.collect()
}

/// One account.
pub(crate) fn by_id(connection: &Connection, id: AgentId) -> rusqlite::Result<Option<Credentials>> {
    Ok(select(connection, "WHERE a.id = ?1", [blob(id.0)])?.pop())
}

/// The account with this address, in lower case.
pub(crate) fn by_email(connection: &Connection, email: &str) -> rusqlite::Result<Option<Credentials>> {
    Ok(select(connection, "WHERE a.email = ?1", [email])?.pop())
}

/// The account the host knows by this id.
pub(crate) fn by_host_id(connection: &Connection, host_id: &str) -> rusqlite::Result<Option<Credentials>> {
    Ok(select(connection, "WHERE a.host_id = ?1", [host_id])?.pop())
}

/// Every account, the oldest first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Agent>> {
    let agents = select(connection, "ORDER BY a.pk", [])?;
    Ok(agents.into_iter().map(|(agent, _)| agent).collect())
}

/// Makes an account.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, new: &NewAgent) -> Result<Agent, Trouble> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO agents (id, host_id, email, name, avatar_url, role, availability, capacity, active,
            password_hash, created_at, updated_at, rehearsal_pk)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?10, ?11)",
    )?;
    let rehearsal_pk = new.rehearsal.map(|inbox| rehearsals::going_on(connection, inbox)).transpose()?;
    let values = params![
        blob(new.id.0),
        new.host_id,
        new.email.as_deref().map(str::to_lowercase),
        new.name,
        new.avatar_url,
        new.role.as_str(),
        Availability::default().as_str(),
        new.capacity,
        new.password_hash,
        micros(new.at),
        rehearsal_pk
    ];
    statement.execute(values).map_err(|error| unique(error, TAKEN))?;
    join_teams(connection, keys, new.id, &new.team_ids)?;
    found(connection, new.id)
}

fn join_teams(
    connection: &Connection,
    keys: &mut Keys,
    id: AgentId,
    team_ids: &[TeamId],
) -> Result<(), Trouble> {
    let agent_pk = keys.agent(connection, id)?;
    connection.prepare_cached("DELETE FROM agent_teams WHERE agent_pk = ?1")?.execute([agent_pk])?;
    for team_id in team_ids {
        let team_pk = keys
            .team(connection, *team_id)
            .map_err(|_| Refusal::invalid("teamIds", "One of these teams does not exist."))?;
        connection
            .prepare_cached("INSERT OR IGNORE INTO agent_teams (agent_pk, team_pk) VALUES (?1, ?2)")?
            .execute([agent_pk, team_pk])?;
    }
    Ok(())
}

fn found(connection: &Connection, id: AgentId) -> Result<Agent, Trouble> {
    by_id(connection, id)?.map(|(agent, _)| agent).ok_or(Trouble::Refused(Refusal::NotFound))
}

/// Changes an account; what already holds is written again and does no harm.
pub(crate) fn update(
    connection: &Connection,
    keys: &mut Keys,
    id: AgentId,
    changes: &AgentChanges,
    at: Timestamp,
) -> Result<Agent, Trouble> {
    let old = found(connection, id)?;
    let avatar_url = changes.avatar_url.as_ref().unwrap_or(&old.avatar_url);
    let host_id = changes.host_id.as_ref().unwrap_or(&old.host_id);
    let email = changes.email.as_ref().unwrap_or(&old.email);
    let mut statement = connection.prepare_cached(
        "UPDATE agents SET host_id = ?2, email = ?3, name = ?4, avatar_url = ?5, role = ?6, capacity = ?7,
            active = ?8, updated_at = ?9, categories = ?10 WHERE id = ?1",
    )?;
    let values = params![
        blob(id.0),
        host_id,
        email.as_deref().map(str::to_lowercase),
        changes.name.as_ref().unwrap_or(&old.name),
        avatar_url,
        changes.role.unwrap_or(old.role).as_str(),
        changes.capacity.unwrap_or(old.capacity),
        changes.active.unwrap_or(old.active),
        micros(at),
        changes.categories.as_ref().unwrap_or(&old.categories).as_deref().map(json_strings)
    ];
    statement.execute(values).map_err(|error| unique(error, TAKEN))?;
    if let Some(team_ids) = &changes.team_ids {
        join_teams(connection, keys, id, team_ids)?;
    }
    found(connection, id)
}

/// Notes what an agent declared about themselves.
pub(crate) fn set_availability(
    connection: &Connection,
    id: AgentId,
    availability: Availability,
    at: Timestamp,
) -> Result<Agent, Trouble> {
    let mut statement =
        connection.prepare_cached("UPDATE agents SET availability = ?2, updated_at = ?3 WHERE id = ?1")?;
    statement.execute(params![blob(id.0), availability.as_str(), micros(at)])?;
    found(connection, id)
}

/// Keeps the hash of a new password.
pub(crate) fn set_password(
    connection: &Connection,
    id: AgentId,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), Trouble> {
    let mut statement =
        connection.prepare_cached("UPDATE agents SET password_hash = ?2, updated_at = ?3 WHERE id = ?1")?;
    match statement.execute(params![blob(id.0), password_hash, micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}

/// Notes when an agent was last seen; never moves back.
pub(crate) fn touch_last_seen(connection: &Connection, id: AgentId, at: Timestamp) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(
        "UPDATE agents SET last_seen_at = max(coalesce(last_seen_at, ?2), ?2) WHERE id = ?1",
    )?;
    match statement.execute(params![blob(id.0), micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}
