//! Whether the tables are those of this version, with all that keeps them in order.
//!
//! They are compared with tables that the migrations make aside and that are gone again a moment later. What else
//! there is in the database is its owner's.

use std::collections::{BTreeMap, BTreeSet};

use tokio_postgres::error::SqlState;

use super::Walk;
use crate::{
    Place,
    postgres::{
        connection::{Connection, SqlError},
        convert::Cells,
        migrate,
    },
};

/// What there is in one schema: what it is, the table it belongs to, and the words that would make it. A table is
/// known by its columns, whatever their order; what only makes it faster or slower is its operator's to set.
const MADE: &str = "
    WITH tables AS (SELECT oid, relname, relpersistence FROM pg_class WHERE relnamespace = $1 AND relkind IN ('r', 'p'))
    SELECT 'table ' || t.relname, t.relname::text, CASE t.relpersistence WHEN 'u' THEN 'unlogged ' ELSE '' END || (
        SELECT string_agg(concat(a.attname, ' ', format_type(a.atttypid, a.atttypmod), ' ', a.attnotnull, ' ',
            a.attidentity, a.attgenerated, ' ', pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attname)
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM tables t
    UNION ALL
    SELECT 'index ' || i.relname, t.relname::text, x.indisvalid
        || regexp_replace(pg_get_indexdef(i.oid), ' ON .*? USING ', ' USING ')
    FROM pg_index x JOIN tables t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    UNION ALL
    SELECT 'constraint ' || k.conname, t.relname::text, k.convalidated || pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN tables t ON t.oid = k.conrelid WHERE k.contype IN ('c', 'f', 'x')
    UNION ALL
    SELECT 'trigger ' || g.tgname, t.relname::text, pg_get_triggerdef(g.oid)
    FROM pg_trigger g JOIN tables t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal
    UNION ALL
    SELECT 'rule ' || r.rulename, t.relname::text, pg_get_ruledef(r.oid)
    FROM pg_rewrite r JOIN tables t ON t.oid = r.ev_class";

/// What there is, by kind and name: its table and the words that would make it.
type Made = BTreeMap<String, (String, Option<String>)>;

pub(super) fn check(walk: &mut Walk<'_>) -> Result<(), SqlError> {
    // Before the others are made, which would hide these.
    let place = "SELECT relnamespace FROM pg_class WHERE oid = to_regclass('schema_migrations')";
    let found = made(walk.connection, place)?;
    let expected = match aside(walk.connection) {
        Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            by_name(walk, &found);
            return Ok(());
        }
        other => other?,
    };
    let ours: BTreeSet<&String> = expected.values().map(|(table, _)| table).collect();
    for (name, made) in &expected {
        match found.get(name) {
            None => walk.finds(Place::File, format!("{name} is gone from the database.")),
            Some(other) if other != made => {
                walk.finds(Place::File, format!("{name} is not as this version makes it."));
            }
            Some(_) => {}
        }
    }
    let strange =
        found.iter().filter(|(name, (table, _))| ours.contains(table) && !expected.contains_key(*name));
    for (name, _) in strange {
        walk.finds(Place::File, format!("{name} does not belong to this database."));
    }
    Ok(())
}

/// Whoever may only read can make nothing to compare with: names have to do, and that indexes are whole.
fn by_name(walk: &mut Walk<'_>, found: &Made) {
    let expected = named(migrate::scripts());
    for name in &expected {
        match found.get(name) {
            None => walk.finds(Place::File, format!("{name} is gone from the database.")),
            Some((_, made)) if name.starts_with("index ") && !is_valid(made.as_deref()) => {
                walk.finds(Place::File, format!("{name} is not as this version makes it."));
            }
            Some(_) => {}
        }
    }
    let makes_none = |name: &str| name.starts_with("trigger ") || name.starts_with("rule ");
    let is_ours = |table: &str| expected.contains(&format!("table {table}"));
    for (name, _) in found.iter().filter(|(name, (table, _))| makes_none(name) && is_ours(table)) {
        walk.finds(Place::File, format!("{name} does not belong to this database."));
    }
}

/// As [`MADE`] says it of an index.
fn is_valid(made: Option<&str>) -> bool {
    made.is_some_and(|made| made.starts_with("true"))
}

/// The tables and indexes that are there after these scripts, by the names that they give.
fn named<'a>(scripts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for line in scripts.flat_map(str::lines) {
        let mut words = line.split_whitespace().filter(|word| *word != "UNIQUE");
        let (verb, kind, name) = (words.next(), words.next(), words.next());
        let (Some(kind @ ("TABLE" | "INDEX")), Some(name)) = (kind, name) else { continue };
        let name = format!("{} {}", kind.to_lowercase(), name.trim_end_matches(';'));
        match verb {
            Some("CREATE") => drop(named.insert(name)),
            Some("DROP") => drop(named.remove(&name)),
            _ => {}
        }
    }
    named
}

/// What this version makes: made among the temporary tables, looked at and undone.
fn aside(connection: &Connection) -> Result<Made, SqlError> {
    connection.run("BEGIN")?;
    let made = || {
        connection.run("SET LOCAL search_path = pg_temp")?;
        migrate::make(connection)?;
        made(connection, "SELECT pg_my_temp_schema()")
    };
    let made = made();
    connection.run("ROLLBACK")?;
    made
}

/// What there is in the schema that a statement names.
fn made(connection: &Connection, schema: &str) -> Result<Made, SqlError> {
    let schema: u32 = connection.one(schema, &[])?.try_get(0)?;
    let rows = connection.query(MADE, &[&schema])?;
    let read = |row| {
        let mut cells = Cells::of(row);
        Ok((cells.take()?, (cells.take()?, cells.take()?)))
    };
    rows.iter().map(read).collect()
}
