//! Between the domain's types and SQLite's five: ids are 16-byte blobs, times whole microseconds, names text.

use jiff::Timestamp;
use rusqlite::{
    Row,
    types::{FromSql, Type},
};
use uuid::Uuid;

/// Reads a row's columns one after the other, so that a list of columns and the struct made of it stand in
/// the same order.
pub(crate) struct Cells<'row> {
    row: &'row Row<'row>,
    next: usize,
}

impl<'row> Cells<'row> {
    pub(crate) const fn of(row: &'row Row<'row>) -> Self {
        Self { row, next: 0 }
    }

    /// The next column.
    pub(crate) fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    /// The next column as an id.
    pub(crate) fn id<T: From<Uuid>>(&mut self) -> rusqlite::Result<T> {
        Ok(Uuid::from_bytes(self.take()?).into())
    }

    /// The next column as an id, or nothing.
    pub(crate) fn maybe_id<T: From<Uuid>>(&mut self) -> rusqlite::Result<Option<T>> {
        Ok(self.take::<Option<[u8; 16]>>()?.map(|bytes| Uuid::from_bytes(bytes).into()))
    }

    /// The next column as a moment.
    pub(crate) fn time(&mut self) -> rusqlite::Result<Timestamp> {
        let micros = self.take()?;
        Timestamp::from_microsecond(micros).map_err(|error| self.broken(Type::Integer, error))
    }

    /// The next column as a moment, or nothing.
    pub(crate) fn maybe_time(&mut self) -> rusqlite::Result<Option<Timestamp>> {
        let micros: Option<i64> = self.take()?;
        micros
            .map(|micros| {
                Timestamp::from_microsecond(micros).map_err(|error| self.broken(Type::Integer, error))
            })
            .transpose()
    }

    /// The next column as one of an enum's names.
    pub(crate) fn named<T>(&mut self, parse: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
        let name: String = self.take()?;
        parse(&name).ok_or_else(|| self.broken(Type::Text, format!("the unknown name {name}")))
    }

    /// The next column as a JSON array of strings.
    pub(crate) fn strings(&mut self) -> rusqlite::Result<Vec<String>> {
        let json: String = self.take()?;
        serde_json::from_str(&json).map_err(|error| self.broken(Type::Text, error))
    }

    /// The next column as a JSON array of strings, or nothing.
    pub(crate) fn maybe_strings(&mut self) -> rusqlite::Result<Option<Vec<String>>> {
        let json: Option<String> = self.take()?;
        let read = json.map(|json| serde_json::from_str(&json)).transpose();
        read.map_err(|error| self.broken(Type::Text, error))
    }

    /// An error about the column read last.
    pub(crate) fn broken(
        &self,
        found: Type,
        error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(self.next - 1, found, error.into())
    }
}

/// An id as it is stored.
pub(crate) fn blob(id: Uuid) -> [u8; 16] {
    id.into_bytes()
}

/// A moment as it is stored.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}
