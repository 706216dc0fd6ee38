//! Whether the tables are those of this version, with all that keeps them in order.
//!
//! They are compared with tables that the migrations make aside and that are gone again a moment later. What else
//! there is in the database is its owner's.

use std::collections::{BTreeMap, BTreeSet};

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
    WITH tables AS (SELECT oid, relname FROM pg_class WHERE relnamespace = $1 AND relkind IN ('r', 'p'))
    SELECT 'table ' || t.relname, t.relname::text, (
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
    let expected = aside(walk.connection)?;
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
