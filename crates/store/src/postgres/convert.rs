//! Between the domain's types and PostgreSQL's: ids are `uuid`, times whole microseconds as `bigint`, names `text`.

use jiff::Timestamp;
use tokio_postgres::{Row, types::FromSqlOwned};
use uuid::Uuid;

use super::connection::SqlError;

/// Reads a row's columns one after the other, so that a list of columns and the struct made of it stand in
/// the same order.
pub(crate) struct Cells<'row> {
    row: &'row Row,
    next: usize,
}

impl<'row> Cells<'row> {
    pub(crate) const fn of(row: &'row Row) -> Self {
        Self { row, next: 0 }
    }

    /// The next column.
    pub(crate) fn take<T: FromSqlOwned>(&mut self) -> Result<T, SqlError> {
        self.next += 1;
        Ok(self.row.try_get(self.next - 1)?)
    }

    /// The next column as a number that is never negative.
    pub(crate) fn count(&mut self) -> Result<u64, SqlError> {
        let number: i64 = self.take()?;
        u64::try_from(number).map_err(|error| self.broken(error))
    }

    /// The next column as a number that is never negative, or nothing.
    pub(crate) fn maybe_count(&mut self) -> Result<Option<u64>, SqlError> {
        let number: Option<i64> = self.take()?;
        number.map(u64::try_from).transpose().map_err(|error| self.broken(error))
    }

    /// The next column as an id.
    pub(crate) fn id<T: From<Uuid>>(&mut self) -> Result<T, SqlError> {
        Ok(self.take::<Uuid>()?.into())
    }

    /// The next column as an id, or nothing.
    pub(crate) fn maybe_id<T: From<Uuid>>(&mut self) -> Result<Option<T>, SqlError> {
        Ok(self.take::<Option<Uuid>>()?.map(T::from))
    }

    /// The next column as a moment.
    pub(crate) fn time(&mut self) -> Result<Timestamp, SqlError> {
        let micros: i64 = self.take()?;
        Timestamp::from_microsecond(micros).map_err(|error| self.broken(error))
    }

    /// The next column as a moment, or nothing.
    pub(crate) fn maybe_time(&mut self) -> Result<Option<Timestamp>, SqlError> {
        let micros: Option<i64> = self.take()?;
        micros.map(Timestamp::from_microsecond).transpose().map_err(|error| self.broken(error))
    }

    /// The next column as one of an enum's names.
    pub(crate) fn named<T>(&mut self, parse: fn(&str) -> Option<T>) -> Result<T, SqlError> {
        let name: String = self.take()?;
        parse(&name).ok_or_else(|| self.broken(format!("the unknown name {name}")))
    }

    /// The next column as a JSON array of strings.
    pub(crate) fn strings(&mut self) -> Result<Vec<String>, SqlError> {
        let json: String = self.take()?;
        serde_json::from_str(&json).map_err(|error| self.broken(error))
    }

    /// The next column as a JSON array of strings, or nothing.
    pub(crate) fn maybe_strings(&mut self) -> Result<Option<Vec<String>>, SqlError> {
        let json: Option<String> = self.take()?;
        json.map(|json| serde_json::from_str(&json)).transpose().map_err(|error| self.broken(error))
    }

    /// The next column as so many bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], SqlError> {
        let bytes: Vec<u8> = self.take()?;
        <[u8; N]>::try_from(bytes)
            .map_err(|bytes| self.broken(format!("{} bytes instead of {N}", bytes.len())))
    }

    /// The next column as so many bytes, or nothing.
    pub(crate) fn maybe_bytes<const N: usize>(&mut self) -> Result<Option<[u8; N]>, SqlError> {
        let bytes: Option<Vec<u8>> = self.take()?;
        let fixed = bytes.map(<[u8; N]>::try_from).transpose();
        fixed.map_err(|bytes| self.broken(format!("{} bytes instead of {N}", bytes.len())))
    }

    /// An error about the column read last.
    pub(crate) fn broken(&self, error: impl std::fmt::Display) -> SqlError {
        SqlError::Value(format!("column {}: {error}", self.next))
    }
}

/// A moment as it is stored.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A number as it is stored; none that is ever stored is too large.
pub(crate) fn big(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The first column of the only row, as a number that is never negative.
pub(crate) fn count_of(row: &Row) -> Result<u64, SqlError> {
    Cells::of(row).count()
}
