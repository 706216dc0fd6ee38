//! Migrations: forward only, from any older schema. All that are pending run in one transaction, so a database is at
//! its old schema or at the newest, never between; of several nodes that start at once one runs them.

use std::sync::mpsc;

use super::{
    address::PostgresAddress,
    connection::{Connection, SqlError},
    convert::count_of,
};
use crate::{Location, MigrationReport, OpenError};

/// One migration; its number is its place in the list, from 1.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

/// Every migration, in order.
const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_beginning", sql: include_str!("../../migrations/postgres/0001_beginning.sql") },
    Migration {
        name: "0002_checkpoints",
        sql: include_str!("../../migrations/postgres/0002_checkpoints.sql"),
    },
    Migration { name: "0003_rehearsals", sql: include_str!("../../migrations/postgres/0003_rehearsals.sql") },
    Migration { name: "0004_names", sql: include_str!("../../migrations/postgres/0004_names.sql") },
    Migration { name: "0005_places", sql: include_str!("../../migrations/postgres/0005_places.sql") },
    Migration { name: "0006_leases", sql: include_str!("../../migrations/postgres/0006_leases.sql") },
    Migration { name: "0007_desk", sql: include_str!("../../migrations/postgres/0007_desk.sql") },
    Migration { name: "0008_search", sql: include_str!("../../migrations/postgres/0008_search.sql") },
    Migration { name: "0009_waiting", sql: include_str!("../../migrations/postgres/0009_waiting.sql") },
    Migration { name: "0010_uploads", sql: include_str!("../../migrations/postgres/0010_uploads.sql") },
    Migration { name: "0011_details", sql: include_str!("../../migrations/postgres/0011_details.sql") },
];

/// The oldest server that is known to do everything that is asked of it, as `server_version_num` has it.
const OLDEST_SERVER: i32 = 140_000;
/// What may have been told of and not been heard, before the work waits.
const TOLD_AHEAD: usize = 16;
/// Held by whoever migrates.
const LOCK_OF_MIGRATIONS: i64 = 0x6465_736b_6265_6c6c;

/// The migrations a database still needs, in order.
pub(crate) fn pending(address: &PostgresAddress) -> Result<Vec<&'static str>, OpenError> {
    apart(address, |connection| {
        let version = version(connection).map_err(|error| explain(address, &error))?;
        check_known(address, version)?;
        Ok(MIGRATIONS[version as usize..].iter().map(|migration| migration.name).collect())
    })
}

/// Brings a database to the newest schema.
pub(crate) fn migrate(address: &PostgresAddress) -> Result<MigrationReport, OpenError> {
    apart(address, |connection| {
        let begin = || {
            connection.run("SET statement_timeout = 0; SET lock_timeout = 0; BEGIN")?;
            connection.query("SELECT pg_advisory_xact_lock($1)", &[&LOCK_OF_MIGRATIONS])?;
            connection.run(
                "CREATE TABLE IF NOT EXISTS schema_migrations (number integer PRIMARY KEY, name text NOT NULL)",
            )?;
            version(connection)
        };
        let from = begin().map_err(|error| explain(address, &error))?;
        check_known(address, from)?;
        let mut report = MigrationReport { from, to: from, applied: Vec::new(), snapshot: None };
        for migration in &MIGRATIONS[from as usize..] {
            apply(connection, migration, report.to + 1).map_err(|error| OpenError::Migration {
                database: Location::Postgres(address.clone()),
                name: migration.name,
                reason: error.to_string(),
            })?;
            report.to += 1;
            report.applied.push(migration.name);
        }
        connection.run("COMMIT").map_err(|error| explain(address, &error))?;
        Ok(report)
    })
}

/// Runs every migration where the search path points; for somebody who wants to see what they make.
pub(crate) fn make(connection: &Connection) -> Result<(), SqlError> {
    scripts().try_for_each(|sql| connection.run(sql))
}

/// What the migrations say, in their order.
pub(crate) fn scripts() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().map(|migration| migration.sql)
}

fn apply(connection: &Connection, migration: &Migration, number: u32) -> Result<(), SqlError> {
    connection.run(migration.sql)?;
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    let note = "INSERT INTO schema_migrations (number, name) VALUES ($1, $2)";
    connection.execute(note, &[&number, &migration.name]).map(drop)
}

/// The number of the newest migration that ran.
fn version(connection: &Connection) -> Result<u32, SqlError> {
    if !connection.exists("SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL", &[])? {
        return Ok(0);
    }
    let row = connection.one("SELECT coalesce(max(number), 0)::bigint FROM schema_migrations", &[])?;
    Ok(u32::try_from(count_of(&row)?).unwrap_or(u32::MAX))
}

fn check_known(address: &PostgresAddress, found: u32) -> Result<(), OpenError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(OpenError::NewerSchema { database: Location::Postgres(address.clone()), found, known });
    }
    Ok(())
}

/// Whether a database is of this schema.
pub(crate) fn check_current(address: &PostgresAddress) -> Result<(), OpenError> {
    match pending(address)?.len() {
        0 => Ok(()),
        count => Err(OpenError::PendingMigrations { database: Location::Postgres(address.clone()), count }),
    }
}

/// Does something with a connection of its own on a thread of its own, whatever thread this is, once the server is
/// known to be one that can be relied on.
pub(crate) fn apart<T: Send>(
    address: &PostgresAddress,
    work: impl FnOnce(&Connection) -> Result<T, OpenError> + Send,
) -> Result<T, OpenError> {
    let run = || {
        let connection = address.connect().map_err(|error| explain(address, &error))?;
        suits(address, &connection)?;
        work(&connection)
    };
    std::thread::scope(|scope| match scope.spawn(run).join() {
        Ok(done) => done,
        Err(panicked) => std::panic::resume_unwind(panicked),
    })
}

/// The same for work that tells how far it has come: that is told on the thread of whoever asked.
pub(crate) fn apart_telling<P: Send, T: Send>(
    address: &PostgresAddress,
    progress: &mut dyn FnMut(P),
    work: impl FnOnce(&Connection, &mut dyn FnMut(P)) -> Result<T, OpenError> + Send,
) -> Result<T, OpenError> {
    let (telling, told) = mpsc::sync_channel(TOLD_AHEAD);
    std::thread::scope(|scope| {
        let working = scope.spawn(move || {
            apart(address, move |connection| {
                // Nobody listens any more where whoever asked has panicked.
                work(connection, &mut |progress| drop(telling.send(progress)))
            })
        });
        told.iter().for_each(progress);
        working.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked))
    })
}

/// Whether a server does what is asked of it here.
fn suits(address: &PostgresAddress, connection: &Connection) -> Result<(), OpenError> {
    let sql = "SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
        current_setting('server_encoding')";
    let read = || {
        let row = connection.one(sql, &[])?;
        let number: i32 = row.try_get(0)?;
        let (version, encoding): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        Ok((number, version, encoding))
    };
    let (number, version, encoding) = read().map_err(|error: SqlError| explain(address, &error))?;
    let unsuitable = |reason: String| Err(OpenError::Unsuitable { address: address.to_string(), reason });
    if number < OLDEST_SERVER {
        return unsuitable(format!("it is PostgreSQL {version}; 14 is the oldest that is known to work"));
    }
    if is_pooled(address, connection).map_err(|error| explain(address, &error))? {
        return unsuitable(
            "a connection pooler stands before it that hands one session to several clients; reach the database \
             directly, or let the pooler keep sessions (pool_mode = session)"
                .to_owned(),
        );
    }
    if encoding != "UTF8" {
        return unsuitable(format!(
            "it stores text as {encoding}, which cannot hold every language; make a database with ENCODING 'UTF8'"
        ));
    }
    Ok(())
}

/// Whether two connections share a session: then what one asks for would hold for the other, or for neither.
fn is_pooled(address: &PostgresAddress, one: &Connection) -> Result<bool, SqlError> {
    let another = address.connect()?;
    let session = |connection: &Connection| {
        let answer = connection.wait(connection.client().simple_query("SELECT pg_backend_pid()"))?;
        Ok::<_, SqlError>(answer.iter().find_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        }))
    };
    Ok(session(one)? == session(&another)?)
}

/// An error of the database's as a sentence for the person who runs the server.
pub(crate) fn explain(address: &PostgresAddress, error: &SqlError) -> OpenError {
    let (address, reason) = (address.to_string(), error.to_string());
    if error.is_lost() {
        return OpenError::Unreachable { address, reason };
    }
    // Class 28 is a refused login, 3D000 a database that is not there: nothing can be reached.
    match error.code().map(tokio_postgres::error::SqlState::code) {
        Some(code) if code.starts_with("28") || code == "3D000" => OpenError::Unreachable { address, reason },
        Some("26000" | "42P05") => OpenError::Unsuitable {
            address,
            reason: format!(
                "a connection pooler stands before it that mixes up sessions ({reason}); reach the database directly, \
                 or let the pooler keep sessions (pool_mode = session)"
            ),
        },
        _ => OpenError::Unsuitable { address, reason },
    }
}
