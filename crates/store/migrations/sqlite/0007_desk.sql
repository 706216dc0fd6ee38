-- What the desk needs: each conversation's place in the line and the facts its due times follow from, settings of
-- inboxes and agents, small collections that are read whole, who changed which of them, and the stretches in which
-- a conversation was live.

ALTER TABLE conversations ADD COLUMN line_at    INTEGER; -- its place in the line, kept while somebody holds it
ALTER TABLE conversations ADD COLUMN asked_at   INTEGER; -- the oldest message of the customer without an answer
ALTER TABLE conversations ADD COLUMN replied_at INTEGER; -- the first answer since live_since
ALTER TABLE conversations ADD COLUMN live_since INTEGER;
ALTER TABLE conversations ADD COLUMN desk       TEXT;    -- a JSON object; NULL where there is nothing to keep

UPDATE conversations SET live_since = created_at WHERE started = 1;
UPDATE conversations SET line_at = coalesce(queued_at, created_at)
    WHERE started = 1 AND status IN ('open', 'active');
UPDATE conversations SET asked_at = last_at
    WHERE started = 1 AND needs_reply = 1 AND status IN ('open', 'active');
UPDATE conversations SET replied_at = updated_at
    WHERE started = 1 AND status = 'active' AND last_sender_kind = 'agent';

ALTER TABLE participants ADD COLUMN follows       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE participants ADD COLUMN marked_unread INTEGER NOT NULL DEFAULT 0;

ALTER TABLE inboxes   ADD COLUMN settings   TEXT NOT NULL DEFAULT '{}'; -- a JSON object
ALTER TABLE agents    ADD COLUMN categories TEXT;                       -- a JSON array; NULL for all of them
ALTER TABLE customers ADD COLUMN labels     TEXT NOT NULL DEFAULT '[]'; -- a JSON array, sorted
ALTER TABLE customers ADD COLUMN context    TEXT;                       -- a JSON object: the page they are on

-- Small collections: canned responses, macros, views, labels, categories, invitations, blocks, notes on customers.
-- The key is what may be there once in its kind.
CREATE TABLE records (
    kind       TEXT    NOT NULL,
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    key        TEXT    NOT NULL,
    body       TEXT    NOT NULL, -- a JSON object
    uses       INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX records_by_key ON records (kind, key);

-- Who changed which account or setting. Rows are only added.
CREATE TABLE audit (
    pk          INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    at          INTEGER NOT NULL,
    actor_id    BLOB    CHECK (length(actor_id) = 16), -- NULL for Deskbell itself
    actor_name  TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    target_type TEXT    NOT NULL,
    target_id   BLOB    CHECK (length(target_id) = 16),
    target_name TEXT    NOT NULL,
    changes     TEXT    NOT NULL -- a JSON array
) STRICT;

CREATE INDEX audit_by_action ON audit (action, pk);
CREATE INDEX audit_by_actor  ON audit (actor_id, pk) WHERE actor_id IS NOT NULL;

-- The stretches of a conversation between becoming live and being settled, numbered from 1.
CREATE TABLE stretches (
    conversation_pk INTEGER NOT NULL REFERENCES conversations (pk) ON DELETE CASCADE,
    number          INTEGER NOT NULL CHECK (number > 0),
    started_at      INTEGER NOT NULL,
    replied_at      INTEGER, -- of one that has ended
    ended_at        INTEGER,
    agent_pk        INTEGER REFERENCES agents (pk), -- who held it at the end
    PRIMARY KEY (conversation_pk, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX stretches_recent   ON stretches (started_at);
CREATE INDEX stretches_by_agent ON stretches (agent_pk, started_at) WHERE agent_pk IS NOT NULL;

INSERT INTO stretches (conversation_pk, number, started_at, replied_at, ended_at, agent_pk)
    SELECT pk, 1, created_at, NULL, CASE WHEN status IN ('resolved', 'closed') THEN coalesce(resolved_at, closed_at) END,
        CASE WHEN status IN ('resolved', 'closed') THEN assignee_pk END
    FROM conversations WHERE started = 1 AND rehearsal = 0;
