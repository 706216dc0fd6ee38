//! The way to the database: a connection where there is one, and a new one where it broke.

pub(crate) mod address;
pub(crate) mod connection;
mod tls;

use self::{
    address::PostgresAddress,
    connection::{Connection, SqlError},
};

/// One thread's way to the database.
pub(crate) struct Line {
    address: PostgresAddress,
    connection: Option<Connection>,
    /// Said on each new connection.
    session: &'static str,
    /// It has been said that the database is not reached.
    is_missing: bool,
}

impl Line {
    /// Without a connection until one is needed.
    pub(crate) fn new(address: PostgresAddress, session: &'static str) -> Self {
        Self { address, connection: None, session, is_missing: false }
    }

    /// The connection, made where there is none. Blocks while it does.
    pub(crate) fn open(&mut self) -> Result<&Connection, SqlError> {
        if self.connection.as_ref().is_some_and(Connection::is_closed) {
            self.connection = None;
        }
        if self.connection.is_none() {
            let connection = self.address.connect()?;
            connection.run(self.session)?;
            self.connection = Some(connection);
            self.is_missing = false;
        }
        self.connection.as_ref().ok_or_else(|| SqlError::Unreachable("there is no connection".into()))
    }

    /// The connection, where there is one.
    pub(crate) fn now(&self) -> Option<&Connection> {
        self.connection.as_ref()
    }

    /// Whether the database is not reached since just now.
    pub(crate) fn begins_to_miss(&mut self) -> bool {
        !std::mem::replace(&mut self.is_missing, true)
    }

    /// Gives up a connection that is of no more use.
    pub(crate) fn cut(&mut self) {
        self.connection = None;
    }
}
