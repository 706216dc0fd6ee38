//! The integer keys of rows that everything refers to. Such rows are deleted only with a rehearsal; a key that is gone
//! then is refused by the database where it is used, and all keys are forgotten.

use std::collections::HashMap;

use deskbell_domain::{AgentId, CustomerId, InboxId, TeamId, entry::SenderKind};
use uuid::Uuid;

use super::{
    connection::{Connection, SqlError},
    work::Trouble,
};

/// Finds an agent's key.
pub(crate) const AGENT: &str = "SELECT pk FROM agents WHERE id = $1";
/// Finds a conversation's key.
pub(crate) const CONVERSATION: &str = "SELECT pk FROM conversations WHERE id = $1";
/// Finds a customer's key.
pub(crate) const CUSTOMER: &str = "SELECT pk FROM customers WHERE id = $1";
const INBOX: &str = "SELECT pk FROM inboxes WHERE id = $1";
const TEAM: &str = "SELECT pk FROM teams WHERE id = $1";

/// Keys read so far by one writer. Agents, teams and inboxes are few; customers are looked up each time.
#[derive(Default)]
pub(crate) struct Keys {
    known: HashMap<Uuid, i64>,
}

impl Keys {
    pub(crate) fn forget(&mut self) {
        self.known.clear();
    }

    pub(crate) fn agent(&mut self, connection: &Connection, id: AgentId) -> Result<i64, Trouble> {
        self.read(connection, AGENT, id.0, "there is no such agent")
    }

    pub(crate) fn team(&mut self, connection: &Connection, id: TeamId) -> Result<i64, Trouble> {
        self.read(connection, TEAM, id.0, "there is no such team")
    }

    pub(crate) fn inbox(&mut self, connection: &Connection, id: InboxId) -> Result<i64, Trouble> {
        self.read(connection, INBOX, id.0, "there is no such inbox")
    }

    fn read(
        &mut self,
        connection: &Connection,
        sql: &str,
        id: Uuid,
        missing: &'static str,
    ) -> Result<i64, Trouble> {
        if let Some(pk) = self.known.get(&id) {
            return Ok(*pk);
        }
        let pk = find(connection, sql, id)?.ok_or(Trouble::Broken(missing))?;
        self.known.insert(id, pk);
        Ok(pk)
    }

    /// The name of a sender's kind and the sender's key: 0 for the system.
    pub(crate) fn sender(
        &mut self,
        connection: &Connection,
        sender: SenderKind,
    ) -> Result<(&'static str, i64), Trouble> {
        Ok(match sender {
            SenderKind::Customer(id) => ("customer", customer(connection, id)?),
            SenderKind::Agent(id) => ("agent", self.agent(connection, id)?),
            SenderKind::System => ("system", 0),
        })
    }
}

pub(crate) fn customer(connection: &Connection, id: CustomerId) -> Result<i64, Trouble> {
    find(connection, CUSTOMER, id.0)?.ok_or(Trouble::Broken("there is no such customer"))
}

pub(crate) fn find(connection: &Connection, sql: &str, id: Uuid) -> Result<Option<i64>, SqlError> {
    connection.first(sql, &[&id])?.map(|row| Ok(row.try_get(0)?)).transpose()
}
