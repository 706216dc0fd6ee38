//! Agents' accounts and the teams they belong to.

use deskbell_domain::{
    AgentId, Refusal, Role, TeamId,
    agent::{Agent, Availability},
};
use jiff::Timestamp;
use tokio_postgres::Row;

use crate::{
    AgentChanges, NewAgent,
    both::json_strings,
    postgres::{
        connection::{Connection, SqlError, Values},
        convert::{Cells, micros},
        keys::Keys,
        rows::rehearsals,
        work::{Trouble, unique},
    },
};

/// What [`read`] reads, from `agents a`.
const AGENT: &str = "a.id, a.host_id, a.email, a.name, a.avatar_url, a.role, a.availability, a.capacity,
    a.active, (SELECT id FROM inboxes WHERE pk = a.rehearsal_pk), a.last_seen_at, a.created_at, a.updated_at,
    a.categories, a.password_hash,
    ARRAY(SELECT t.id FROM agent_teams at JOIN teams t ON t.pk = at.team_pk WHERE at.agent_pk = a.pk ORDER BY t.pk)";

const TAKEN: &str = "Another account has this e-mail address or host id.";

/// An account with its password's hash, which is never part of an [`Agent`].
pub(crate) type Credentials = (Agent, Option<String>);

fn read(row: &Row) -> Result<Credentials, SqlError> {
    let mut cells = Cells::of(row);
    let mut agent = Agent {
        id: cells.id()?,
        host_id: cells.take()?,
        email: cells.take()?,
        name: cells.take()?,
        avatar_url: cells.take()?,
        role: cells.named(Role::parse)?,
        team_ids: Vec::new(),
        availability: cells.named(Availability::parse)?,
        capacity: u32::try_from(cells.count()?).map_err(|error| cells.broken(error))?,
        active: cells.take()?,
        rehearsal: cells.maybe_id()?,
        last_seen_at: cells.maybe_time()?,
        created_at: cells.time()?,
        updated_at: cells.time()?,
        categories: cells.maybe_strings()?,
    };
    let password_hash = cells.take()?;
    agent.team_ids = cells.take::<Vec<uuid::Uuid>>()?.into_iter().map(TeamId).collect();
    Ok((agent, password_hash))
}

fn select(connection: &Connection, tail: &str, values: Values<'_>) -> Result<Vec<Credentials>, SqlError> {
    let rows = connection.query(&format!("SELECT {AGENT} FROM agents a {tail}"), values)?;
    rows.iter().map(read).collect()
}

/// One account.
pub(crate) fn by_id(connection: &Connection, id: AgentId) -> Result<Option<Credentials>, SqlError> {
    Ok(select(connection, "WHERE a.id = $1", &[&id.0])?.pop())
}

/// The account with this address, in lower case.
pub(crate) fn by_email(connection: &Connection, email: &str) -> Result<Option<Credentials>, SqlError> {
    Ok(select(connection, "WHERE a.email = $1", &[&email])?.pop())
}

/// The account the host knows by this id.
pub(crate) fn by_host_id(connection: &Connection, host_id: &str) -> Result<Option<Credentials>, SqlError> {
    Ok(select(connection, "WHERE a.host_id = $1", &[&host_id])?.pop())
}

/// Every account, the oldest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Agent>, SqlError> {
    let agents = select(connection, "ORDER BY a.pk", &[])?;
    Ok(agents.into_iter().map(|(agent, _)| agent).collect())
}

/// Makes an account.
pub(crate) fn insert(connection: &Connection, keys: &mut Keys, new: &NewAgent) -> Result<Agent, Trouble> {
    let rehearsal_pk = new.rehearsal.map(|inbox| rehearsals::going_on(connection, inbox)).transpose()?;
    let values: Values<'_> = &[
        &new.id.0,
        &new.host_id,
        &new.email.as_deref().map(str::to_lowercase),
        &new.name,
        &new.avatar_url,
        &new.role.as_str(),
        &Availability::default().as_str(),
        &i64::from(new.capacity),
        &new.password_hash,
        &micros(new.at),
        &rehearsal_pk,
    ];
    connection
        .execute(
            "INSERT INTO agents (id, host_id, email, name, avatar_url, role, availability, capacity, active,
                password_hash, created_at, updated_at, rehearsal_pk)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $10, $10, $11)",
            values,
        )
        .map_err(|error| unique(error, TAKEN))?;
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
    connection.execute("DELETE FROM agent_teams WHERE agent_pk = $1", &[&agent_pk])?;
    for team_id in team_ids {
        let team_pk = match keys.team(connection, *team_id) {
            Err(Trouble::Broken(_)) => {
                return Err(Refusal::invalid("teamIds", "One of these teams does not exist.").into());
            }
            other => other?,
        };
        let sql = "INSERT INTO agent_teams (agent_pk, team_pk) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        connection.execute(sql, &[&agent_pk, &team_pk])?;
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
    // Of two nodes that change it at once, the later sees what the earlier wrote.
    connection.query("SELECT 1 FROM agents WHERE id = $1 FOR NO KEY UPDATE", &[&id.0])?;
    let old = found(connection, id)?;
    let email = changes.email.as_ref().unwrap_or(&old.email);
    let values: Values<'_> = &[
        &id.0,
        changes.host_id.as_ref().unwrap_or(&old.host_id),
        &email.as_deref().map(str::to_lowercase),
        changes.name.as_ref().unwrap_or(&old.name),
        changes.avatar_url.as_ref().unwrap_or(&old.avatar_url),
        &changes.role.unwrap_or(old.role).as_str(),
        &i64::from(changes.capacity.unwrap_or(old.capacity)),
        &changes.active.unwrap_or(old.active),
        &micros(at),
        &changes.categories.as_ref().unwrap_or(&old.categories).as_deref().map(json_strings),
    ];
    connection
        .execute(
            "UPDATE agents SET host_id = $2, email = $3, name = $4, avatar_url = $5, role = $6, capacity = $7,
                active = $8, updated_at = $9, categories = $10 WHERE id = $1",
            values,
        )
        .map_err(|error| unique(error, TAKEN))?;
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
    let sql = "UPDATE agents SET availability = $2, updated_at = $3 WHERE id = $1";
    connection.execute(sql, &[&id.0, &availability.as_str(), &micros(at)])?;
    found(connection, id)
}

/// Keeps the hash of a new password.
pub(crate) fn set_password(
    connection: &Connection,
    id: AgentId,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), Trouble> {
    let sql = "UPDATE agents SET password_hash = $2, updated_at = $3 WHERE id = $1";
    match connection.execute(sql, &[&id.0, &password_hash, &micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}

/// Notes when an agent was last seen; never moves back.
pub(crate) fn touch_last_seen(connection: &Connection, id: AgentId, at: Timestamp) -> Result<(), Trouble> {
    let sql = "UPDATE agents SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1";
    match connection.execute(sql, &[&id.0, &micros(at)])? {
        0 => Err(Refusal::NotFound.into()),
        _ => Ok(()),
    }
}
