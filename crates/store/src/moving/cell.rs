//! One value on its way: as SQLite keeps it, and as PostgreSQL takes it.

use bytes::BytesMut;
use rusqlite::types::ValueRef;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, on both sides.
    Number,
    /// A text, on both sides.
    Text,
    /// 0 or 1, and a boolean.
    Truth,
    /// 16 bytes, and a `uuid`.
    Id,
    /// Bytes, on both sides.
    Bytes,
}

impl Kind {
    /// What PostgreSQL calls it.
    pub(super) const fn target(self) -> Type {
        match self {
            Self::Number => Type::INT8,
            Self::Text => Type::TEXT,
            Self::Truth => Type::BOOL,
            Self::Id => Type::UUID,
            Self::Bytes => Type::BYTEA,
        }
    }
}

/// A value.
#[derive(Debug)]
pub(super) enum Cell {
    Nothing,
    Number(i64),
    Text(String),
    Truth(bool),
    Id(Uuid),
    Bytes(Vec<u8>),
}

impl Cell {
    /// A value of a column of this kind; `None` where it is of another.
    pub(super) fn read(kind: Kind, value: ValueRef<'_>) -> Option<Self> {
        Some(match (kind, value) {
            (_, ValueRef::Null) => Self::Nothing,
            (Kind::Number, ValueRef::Integer(number)) => Self::Number(number),
            (Kind::Truth, ValueRef::Integer(number)) => Self::Truth(number != 0),
            (Kind::Text, ValueRef::Text(text)) => Self::Text(String::from_utf8(text.to_vec()).ok()?),
            (Kind::Id, ValueRef::Blob(bytes)) => Self::Id(Uuid::from_slice(bytes).ok()?),
            (Kind::Bytes, ValueRef::Blob(bytes)) => Self::Bytes(bytes.to_vec()),
            _ => return None,
        })
    }
}

impl ToSql for Cell {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Nothing => Ok(IsNull::Yes),
            Self::Number(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Truth(truth) => truth.to_sql(kind, out),
            Self::Id(id) => id.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BOOL, Type::UUID, Type::BYTEA].contains(kind)
    }

    to_sql_checked!();
}
