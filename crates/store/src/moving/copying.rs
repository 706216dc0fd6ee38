//! The rows themselves, a page at a time.

use std::path::Path;

use rusqlite::{Connection, Row, Rows};
use uuid::Uuid;

use super::{
    MoveError, MoveStep,
    cell::{Cell, Kind},
    tables::{CHANGES, TABLES, Table},
    target::Target,
};
use crate::sqlite::open::{self, Purpose, explain};

/// Rows on their way at once. The largest hold some ten kilobytes.
const PAGE: usize = 1000;
/// Said of rows of the feed that no node of a cluster has written: the mark of none it will ever make.
const MOVED_MARK: u64 = 1 << 63;

/// The file, as it was at one moment.
pub(super) struct Source<'a> {
    path: &'a Path,
    connection: Connection,
}

impl<'a> Source<'a> {
    pub(super) fn open(path: &'a Path) -> Result<Self, MoveError> {
        let connection = open::connect(path, Purpose::Look)?;
        let source = Self { path, connection };
        // Whatever an operator's word changes beside comes too late.
        source.connection.execute_batch("BEGIN").map_err(|error| source.broken(error))?;
        Ok(source)
    }

    /// The one number that a statement answers with.
    pub(super) fn number(&self, sql: &str) -> Result<i64, MoveError> {
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|error| self.broken(error))
    }

    fn broken(&self, error: rusqlite::Error) -> MoveError {
        explain(self.path, error).into()
    }
}

/// Copies every table, and says how many rows that were.
pub(super) fn copy(
    source: &Source<'_>,
    target: &Target<'_>,
    tell: &mut dyn FnMut(MoveStep),
) -> Result<u64, MoveError> {
    let mut rows = 0;
    for table in &TABLES {
        rows += copy_table(source, target, table, tell)?;
    }
    Ok(rows)
}

fn copy_table(
    source: &Source<'_>,
    target: &Target<'_>,
    table: &Table,
    tell: &mut dyn FnMut(MoveStep),
) -> Result<u64, MoveError> {
    let Table { name, key, columns } = table;
    let total = source.number(&format!("SELECT count(*) FROM {name}"))?.unsigned_abs();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let sql = format!("SELECT {} FROM {name} ORDER BY {key}", names.join(", "));
    let mut statement = source.connection.prepare(&sql).map_err(|error| source.broken(error))?;
    let mut rows = statement.query([]).map_err(|error| source.broken(error))?;
    let mut done = 0;
    loop {
        let page = page(source, table, &mut rows)?;
        tell(MoveStep::Copy { table: name, done, total });
        if page.is_empty() {
            break;
        }
        done += target.insert(table, &page)?;
    }
    target.holds(table, done)?;
    Ok(done)
}

/// The next rows of a table, as PostgreSQL has them.
fn page(source: &Source<'_>, table: &Table, rows: &mut Rows<'_>) -> Result<Vec<Vec<Cell>>, MoveError> {
    let mut page = Vec::with_capacity(PAGE);
    while page.len() < PAGE {
        let Some(row) = rows.next().map_err(|error| source.broken(error))? else { break };
        let mut cells = read(table, row)?;
        if let (CHANGES, Some(Cell::Number(position))) = (table.name, cells.first()) {
            let mark = Uuid::from_u64_pair(0, MOVED_MARK | position.unsigned_abs());
            cells.extend([Cell::Number(0), Cell::Id(mark)]);
        }
        page.push(cells);
    }
    Ok(page)
}

fn read(table: &Table, row: &Row<'_>) -> Result<Vec<Cell>, MoveError> {
    let cell = |(place, (column, kind)): (usize, &(&str, Kind))| {
        let cell = row.get_ref(place).ok().and_then(|value| Cell::read(*kind, value));
        let reason = || format!("its {column} is not what it may be");
        cell.ok_or_else(|| MoveError::Row { table: table.name, reason: reason() })
    };
    table.columns.iter().enumerate().map(cell).collect()
}
