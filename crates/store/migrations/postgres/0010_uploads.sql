-- Files that somebody has uploaded. The bytes lie outside of the database, under the same id. A row is about the file:
-- from the message on that carries it, its name is also in that message's body, which is what readers are shown.
-- Without a seq no message has carried it yet; with a seq and no conversation what carried it is gone, and it goes too.

CREATE TABLE uploads (
    id              uuid    PRIMARY KEY,
    uploader_kind   text    NOT NULL CHECK (uploader_kind IN ('customer', 'agent')),
    uploader_id     uuid    NOT NULL,
    idempotency_key text,
    name            text    NOT NULL,
    content_type    text    NOT NULL,
    size_bytes      bigint  NOT NULL,
    sha256          bytea   NOT NULL,
    width           bigint,
    height          bigint,
    thumbnail       boolean NOT NULL DEFAULT false,
    created_at      bigint  NOT NULL,
    conversation_pk bigint  REFERENCES conversations (pk) ON DELETE SET NULL,
    seq             bigint
);

CREATE UNIQUE INDEX uploads_repeated ON uploads (uploader_kind, uploader_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX uploads_left ON uploads (created_at) WHERE conversation_pk IS NULL;
CREATE INDEX uploads_carried ON uploads (conversation_pk, seq) WHERE conversation_pk IS NOT NULL;

-- Files that the newest message carries.
ALTER TABLE conversations ADD COLUMN last_attachments bigint NOT NULL DEFAULT 0;
