//! The database that rows are copied to, in one transaction.

use std::pin::pin;

use tokio_postgres::{binary_copy::BinaryCopyInWriter, types::ToSql, types::Type};

use super::{
    MoveError, MoveStep,
    cell::{Cell, Kind},
    copying::Source,
    tables::{CHANGES, KEYED, TABLES, Table},
};
use crate::{
    OpenError, PostgresAddress,
    postgres::{
        connection::{Connection, SqlError},
        convert::count_of,
        migrate::{self, explain},
    },
};

/// A transaction, which is undone unless it is settled.
pub(super) struct Target<'a> {
    address: &'a PostgresAddress,
    connection: &'a Connection,
}

/// Works with a connection of its own, on a thread of its own.
pub(super) fn apart<T: Send>(
    address: &PostgresAddress,
    progress: &mut dyn FnMut(MoveStep),
    work: impl FnOnce(&Connection, &mut dyn FnMut(MoveStep)) -> Result<T, MoveError> + Send,
) -> Result<T, MoveError> {
    // What is no error of the database's has to come through all the same.
    migrate::apart_telling(address, progress, |connection, tell| Ok(work(connection, tell)))?
}

impl<'a> Target<'a> {
    /// Begins, where the database holds nothing. Nobody writes to it until the end.
    pub(super) fn begin(address: &'a PostgresAddress, connection: &'a Connection) -> Result<Self, MoveError> {
        let target = Self { address, connection };
        let tables = TABLES.map(|table| table.name);
        let lock = format!("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", tables.join(", "));
        target.sql(connection.be_patient())?;
        target.sql(connection.run("SET idle_in_transaction_session_timeout = 0; BEGIN"))?;
        target.sql(connection.run(&lock))?;
        for table in tables {
            if target.sql(connection.exists(&format!("SELECT 1 FROM {table} LIMIT 1"), &[]))? {
                return Err(MoveError::Occupied { address: address.to_string(), table });
            }
        }
        Ok(target)
    }

    /// Adds rows to a table, and says how many.
    pub(super) fn insert(&self, table: &Table, rows: &[Vec<Cell>]) -> Result<u64, MoveError> {
        let mut columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let mut types: Vec<Type> = table.columns.iter().map(|(_, kind)| kind.target()).collect();
        if table.name == CHANGES {
            columns.extend(["node", "mark"]);
            types.extend([Kind::Number.target(), Kind::Id.target()]);
        }
        let sql = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", table.name, columns.join(", "));
        let copied = self.connection.prepared(&sql).and_then(|statement| {
            self.connection.wait(async {
                let sink = self.connection.client().copy_in(&statement).await?;
                let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
                for row in rows {
                    let row: Vec<&(dyn ToSql + Sync)> = row.iter().map(|cell| cell as _).collect();
                    writer.as_mut().write(&row).await?;
                }
                writer.finish().await
            })
        });
        copied.map_err(|error| {
            if error.is_lost() {
                return explain(self.address, &error).into();
            }
            MoveError::Row { table: table.name, reason: error.to_string() }
        })
    }

    /// Makes sure that a table has as many rows as were sent.
    pub(super) fn holds(&self, table: &Table, sent: u64) -> Result<(), MoveError> {
        let sql = format!("SELECT count(*) FROM {}", table.name);
        let found = self.sql(self.connection.one(&sql, &[]).and_then(|row| count_of(&row)))?;
        if found == sent {
            return Ok(());
        }
        let reason = format!("{found} of {sent} rows arrived");
        Err(MoveError::Row { table: table.name, reason })
    }

    /// Has whatever is made later follow what was copied, and commits.
    pub(super) fn settle(&self, source: &Source<'_>, secrets: &[(String, String)]) -> Result<(), MoveError> {
        let newest =
            source.number("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0)")?;
        let place = source.number("SELECT position FROM places WHERE pk = 1")?;
        self.sql(self.follow(newest, place, secrets))?;
        self.sql(self.connection.run("COMMIT"))?;
        self.sql(self.connection.run("ANALYZE"))
    }

    fn follow(&self, newest: i64, place: i64, secrets: &[(String, String)]) -> Result<(), SqlError> {
        for table in KEYED {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'pk'), max(pk)) FROM {table} HAVING max(pk) > 0"
            );
            self.connection.query(&sql, &[])?;
        }
        if newest > 0 {
            self.connection.query("SELECT setval('changes_position', $1)", &[&newest])?;
        }
        self.connection.execute("UPDATE places SET position = $1 WHERE pk = 1", &[&place])?;
        for (name, secret) in secrets {
            let sql = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
            self.connection.execute(sql, &[&format!("secret.{name}"), secret])?;
        }
        Ok(())
    }

    fn sql<T>(&self, done: Result<T, SqlError>) -> Result<T, MoveError> {
        done.map_err(|error| OpenError::into(explain(self.address, &error)))
    }
}
