//! Files that somebody has uploaded.

use deskbell_domain::{Attachment, AttachmentId, ConversationId, Picture, attachment, entry::SenderKind};
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    Carried, Upload,
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, big, micros},
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

fn ids_of(files: &[Attachment]) -> Vec<Uuid> {
    files.iter().map(|file| file.id.0).collect()
}

/// Writes one; false where its uploader has one under the same key.
pub(crate) fn insert(connection: &Connection, upload: &Upload) -> Result<bool, SqlError> {
    let (kind, id) = person(upload.uploader);
    let sql =
        "INSERT INTO uploads (id, uploader_kind, uploader_id, idempotency_key, name, content_type, size_bytes, sha256,
            width, height, thumbnail, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (uploader_kind, uploader_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING";
    let (file, picture) = (&upload.file, upload.file.picture);
    let written = connection.execute(
        sql,
        &[
            &file.id.0,
            &kind,
            &id,
            &upload.idempotency_key,
            &file.name,
            &file.content_type,
            &big(file.size_bytes),
            &upload.sha256.as_slice(),
            &picture.map(|picture| i64::from(picture.width)),
            &picture.map(|picture| i64::from(picture.height)),
            &picture.is_some_and(|picture| picture.has_thumbnail),
            &micros(upload.created_at),
        ],
    )?;
    Ok(written > 0)
}

/// The one of this person under this key.
pub(crate) fn named(
    connection: &Connection,
    uploader: SenderKind,
    key: &str,
) -> Result<Option<Upload>, SqlError> {
    let (kind, id) = person(uploader);
    let sql = format!(
        "SELECT {UPLOAD} FROM uploads u WHERE u.uploader_kind = $1 AND u.uploader_id = $2 AND u.idempotency_key = $3"
    );
    connection.first(&sql, &[&kind, &id, &key])?.as_ref().map(read).transpose()
}

/// Those of these that there are.
pub(crate) fn by_ids(connection: &Connection, ids: &[AttachmentId]) -> Result<Vec<Upload>, SqlError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let sql = format!("SELECT {UPLOAD} FROM uploads u WHERE u.id = ANY($1)");
    connection.query(&sql, &[&ids])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Upload, SqlError> {
    let mut cells = Cells::of(row);
    let id = cells.id()?;
    let kind: String = cells.take()?;
    let uploader = match kind.as_str() {
        "customer" => SenderKind::Customer(cells.id()?),
        "agent" => SenderKind::Agent(cells.id()?),
        other => return Err(cells.broken(format!("the unknown uploader {other}"))),
    };
    let idempotency_key = cells.take()?;
    let (name, content_type, size_bytes, sha256) =
        (cells.take()?, cells.take()?, cells.count()?, cells.bytes()?);
    let (width, height) = (side(&mut cells)?, side(&mut cells)?);
    let has_thumbnail = cells.take()?;
    let created_at = cells.time()?;
    let conversation: Option<ConversationId> = cells.maybe_id()?;
    let carried = match (conversation, cells.maybe_count()?) {
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

fn side(cells: &mut Cells<'_>) -> Result<Option<u32>, SqlError> {
    let side = cells.maybe_count()?.map(u32::try_from).transpose();
    side.map_err(|error| cells.broken(error))
}

/// Whether a message of this person may carry these: theirs, and carried by none. Locks their rows, so that no other
/// node has another message carry them.
pub(crate) fn claim(
    connection: &Connection,
    sender: SenderKind,
    files: &[Attachment],
) -> Result<(), Trouble> {
    if files.is_empty() {
        return Ok(());
    }
    let (kind, id) = person(sender);
    let sql = "SELECT id FROM uploads WHERE id = ANY($1) AND uploader_kind = $2 AND uploader_id = $3 AND seq IS NULL
        ORDER BY id FOR UPDATE";
    if connection.query(sql, &[&ids_of(files), &kind, &id])?.len() < files.len() {
        return Err(attachment::not_yours().into());
    }
    Ok(())
}

/// Notes which message carries these from now on.
pub(crate) fn carry(
    connection: &Connection,
    files: &[Attachment],
    conversation_pk: i64,
    seq: u64,
) -> Result<(), SqlError> {
    if files.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE uploads SET conversation_pk = $2, seq = $3 WHERE id = ANY($1)";
    connection.execute(sql, &[&ids_of(files), &conversation_pk, &big(seq)]).map(drop)
}

/// Lets go of what an erased entry carried: the name is forgotten at once, the bytes by the next sweep.
pub(crate) fn let_go(connection: &Connection, conversation_pk: i64, seq: u64) -> Result<(), SqlError> {
    let sql = "UPDATE uploads SET conversation_pk = NULL, name = '' WHERE conversation_pk = $1 AND seq = $2";
    connection.execute(sql, &[&conversation_pk, &big(seq)]).map(drop)
}

/// Deletes one that no message carries yet, where it is this person's.
pub(crate) fn take_back(
    connection: &Connection,
    id: AttachmentId,
    uploader: SenderKind,
) -> Result<bool, SqlError> {
    let (kind, person_id) = person(uploader);
    let sql = "DELETE FROM uploads WHERE id = $1 AND uploader_kind = $2 AND uploader_id = $3 AND seq IS NULL";
    Ok(connection.execute(sql, &[&id.0, &kind, &person_id])? > 0)
}

/// Those that nothing carries.
pub(crate) fn left(
    connection: &Connection,
    before: Timestamp,
    limit: usize,
) -> Result<Vec<AttachmentId>, SqlError> {
    let sql = "SELECT id FROM uploads WHERE conversation_pk IS NULL AND (seq IS NOT NULL OR created_at < $1)
        ORDER BY created_at LIMIT $2";
    let rows = connection.query(sql, &[&micros(before), &big(limit as u64)])?;
    rows.iter().map(|row| Cells::of(row).id()).collect()
}

/// Deletes those of these that nothing carries, and says which.
pub(crate) fn forget(connection: &Connection, ids: &[AttachmentId]) -> Result<Vec<AttachmentId>, SqlError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let sql = "DELETE FROM uploads WHERE id = ANY($1) AND conversation_pk IS NULL RETURNING id";
    connection.query(sql, &[&ids])?.iter().map(|row| Cells::of(row).id()).collect()
}
