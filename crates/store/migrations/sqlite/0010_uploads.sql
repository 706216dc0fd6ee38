-- Files that somebody has uploaded. The bytes lie outside of the database, under the same id. A row is about the file:
-- from the message on that carries it, its name is also in that message's body, which is what readers are shown.
-- Without a seq no message has carried it yet; with a seq and no conversation what carried it is gone, and it goes too.

CREATE TABLE uploads (
    id              BLOB    PRIMARY KEY,
    uploader_kind   TEXT    NOT NULL CHECK (uploader_kind IN ('customer', 'agent')),
    uploader_id     BLOB    NOT NULL,
    idempotency_key TEXT,
    name            TEXT    NOT NULL,
    content_type    TEXT    NOT NULL,
    size_bytes      INTEGER NOT NULL,
    sha256          BLOB    NOT NULL,
    width           INTEGER,
    height          INTEGER,
    thumbnail       INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    conversation_pk INTEGER REFERENCES conversations (pk) ON DELETE SET NULL,
    seq             INTEGER
) WITHOUT ROWID;

CREATE UNIQUE INDEX uploads_repeated ON uploads (uploader_kind, uploader_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX uploads_left ON uploads (created_at) WHERE conversation_pk IS NULL;
CREATE INDEX uploads_carried ON uploads (conversation_pk, seq) WHERE conversation_pk IS NOT NULL;

-- Files that the newest message carries.
ALTER TABLE conversations ADD COLUMN last_attachments INTEGER NOT NULL DEFAULT 0;
