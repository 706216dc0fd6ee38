//! Files that somebody has uploaded.

use deskbell_domain::{Attachment, AttachmentId, ConversationId, Picture, attachment, entry::SenderKind};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params, types::Type};
use uuid::Uuid;

use crate::{
    Carried, Upload,
    sqlite::{
        convert::{Cells, blob, micros},
        work::Trouble,
    },
};

/// What [`read`] reads, from `uploads u`.
const UPLOAD: &str =
    "u.id, u.uploader_kind, u.uploader_id, u.idempotency_key, u.name, u.content_type, u.size_bytes, u.sha256,
    u.width, u.height, u.thumbnail, u.created_at,
    (SELECT c.id FROM conversations c WHERE c.pk = u.conversation_pk), u.seq";

/// A person as a row names them.
fn person(sender: SenderKind) -> (&'static str, Uuid) {
    match sender {
        SenderKind::Customer(id) => ("customer", id.0),
        SenderKind::Agent(id) => ("agent", id.0),
        SenderKind::System => ("system", Uuid::nil()),
    }
}

/// Writes one; false where its uploader has one under the same key.
pub(crate) fn insert(connection: &Connection, upload: &Upload) -> rusqlite::Result<bool> {
    let (kind, id) = person(upload.uploader);
    let mut statement = connection.prepare_cached(
        "INSERT INTO uploads (id, uploader_kind, uploader_id, idempotency_key, name, content_type, size_bytes, sha256,
            width, height, thumbnail, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (uploader_kind, uploader_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING",
    )?;
    let (file, picture) = (&upload.file, upload.file.picture);
    let written = statement.execute(params![
        blob(file.id.0),
        kind,
        blob(id),
        upload.idempotency_key,
        file.name,
        file.content_type,
        file.size_bytes,
        upload.sha256,
        picture.map(|picture| picture.width),
        picture.map(|picture| picture.height),
        picture.is_some_and(|picture| picture.has_thumbnail),
        micros(upload.created_at),
    ])?;
    Ok(written > 0)
}

/// The one of this person under this key.
pub(crate) fn named(
    connection: &Connection,
    uploader: SenderKind,
    key: &str,
) -> rusqlite::Result<Option<Upload>> {
    let (kind, id) = person(uploader);
    let sql = format!(
        "SELECT {UPLOAD} FROM uploads u WHERE u.uploader_kind = ?1 AND u.uploader_id = ?2 AND u.idempotency_key = ?3"
    );
    connection.prepare_cached(&sql)?.query_row(params![kind, blob(id), key], read).optional()
}

/// Those of these that there are.
pub(crate) fn by_ids(connection: &Connection, ids: &[AttachmentId]) -> rusqlite::Result<Vec<Upload>> {
    let sql = format!("SELECT {UPLOAD} FROM uploads u WHERE u.id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(statement.query_row([blob(id.0)], read).optional()?);
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Upload> {
    let mut cells = Cells::of(row);
    let id = cells.id()?;
    let kind: String = cells.take()?;
    let uploader = match kind.as_str() {
        "customer" => SenderKind::Customer(cells.id()?),
        "agent" => SenderKind::Agent(cells.id()?),
        other => return Err(cells.broken(Type::Text, format!("the unknown uploader {other}"))),
    };
    let idempotency_key = cells.take()?;
    let (name, content_type, size_bytes, sha256) =
        (cells.take()?, cells.take()?, cells.take()?, cells.take()?);
    let (width, height): (Option<u32>, Option<u32>) = (cells.take()?, cells.take()?);
    let has_thumbnail = cells.take()?;
    let created_at = cells.time()?;
    let conversation: Option<ConversationId> = cells.maybe_id()?;
    let carried = match (conversation, cells.take()?) {
        (_, None) => Carried::Not,
        (Some(id), Some(seq)) => Carried::By(id, seq),
        (None, Some(_)) => Carried::NoLonger,
    };
    let picture = width.zip(height).map(|(width, height)| Picture { width, height, has_thumbnail });
    Ok(Upload {
        file: Attachment { id, name, content_type, size_bytes, picture },
        uploader,
        idempotency_key,
        sha256,
        created_at,
        carried,
    })
}

/// Whether a message of this person may carry these: theirs, and carried by none.
pub(crate) fn claim(
    connection: &Connection,
    sender: SenderKind,
    files: &[Attachment],
) -> Result<(), Trouble> {
    let (kind, id) = person(sender);
    let sql =
        "SELECT 1 FROM uploads WHERE id = ?1 AND uploader_kind = ?2 AND uploader_id = ?3 AND seq IS NULL";
    for file in files {
        if !connection.prepare_cached(sql)?.exists(params![blob(file.id.0), kind, blob(id)])? {
            return Err(attachment::not_yours().into());
        }
    }
    Ok(())
}

/// Notes which message carries these from now on.
pub(crate) fn carry(
    connection: &Connection,
    files: &[Attachment],
    conversation_pk: i64,
    seq: u64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE uploads SET conversation_pk = ?2, seq = ?3 WHERE id = ?1";
    for file in files {
        connection.prepare_cached(sql)?.execute(params![blob(file.id.0), conversation_pk, seq])?;
    }
    Ok(())
}

/// Lets go of what an erased entry carried: the name is forgotten at once, the bytes by the next sweep.
pub(crate) fn let_go(connection: &Connection, conversation_pk: i64, seq: u64) -> rusqlite::Result<()> {
    let sql = "UPDATE uploads SET conversation_pk = NULL, name = '' WHERE conversation_pk = ?1 AND seq = ?2";
    connection.prepare_cached(sql)?.execute(params![conversation_pk, seq]).map(drop)
}

/// Deletes one that no message carries yet, where it is this person's.
pub(crate) fn take_back(
    connection: &Connection,
    id: AttachmentId,
    uploader: SenderKind,
) -> rusqlite::Result<bool> {
    let (kind, person_id) = person(uploader);
    let sql = "DELETE FROM uploads WHERE id = ?1 AND uploader_kind = ?2 AND uploader_id = ?3 AND seq IS NULL";
    let deleted = connection.prepare_cached(sql)?.execute(params![blob(id.0), kind, blob(person_id)])?;
    Ok(deleted > 0)
}

/// Those that nothing carries.
pub(crate) fn left(
    connection: &Connection,
    before: Timestamp,
    limit: usize,
) -> rusqlite::Result<Vec<AttachmentId>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM uploads WHERE conversation_pk IS NULL AND (seq IS NOT NULL OR created_at < ?1)
         ORDER BY created_at LIMIT ?2",
    )?;
    let ids = statement.query_map(params![micros(before), limit as u64], |row| Cells::of(row).id())?;
    ids.collect()
}

/// Deletes those of these that nothing carries, and says which.
pub(crate) fn forget(connection: &Connection, ids: &[AttachmentId]) -> rusqlite::Result<Vec<AttachmentId>> {
    let mut statement =
        connection.prepare_cached("DELETE FROM uploads WHERE id = ?1 AND conversation_pk IS NULL")?;
    let mut forgotten = Vec::with_capacity(ids.len());
    for id in ids {
        if statement.execute([blob(id.0)])? > 0 {
            forgotten.push(*id);
        }
    }
    Ok(forgotten)
}
