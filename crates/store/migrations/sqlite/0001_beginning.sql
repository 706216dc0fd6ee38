-- The first shape of an installation. Inside, rows know each other by integer keys; the UUIDs that the world
-- sees stand beside them. Times are microseconds since 1970-01-01T00:00:00Z.

CREATE TABLE teams (
    pk         INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE inboxes (
    pk           INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    name         TEXT    NOT NULL,
    greeting     TEXT,
    color        TEXT,
    chat_enabled INTEGER NOT NULL,
    team_pk      INTEGER NOT NULL REFERENCES teams (pk),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE agents (
    pk            INTEGER PRIMARY KEY,
    id            BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    host_id       TEXT    UNIQUE,
    email         TEXT    UNIQUE, -- in lower case
    name          TEXT    NOT NULL,
    avatar_url    TEXT,
    role          TEXT    NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
    availability  TEXT    NOT NULL CHECK (availability IN ('online', 'away', 'busy', 'offline')),
    capacity      INTEGER NOT NULL,
    active        INTEGER NOT NULL,
    password_hash TEXT,
    last_seen_at  INTEGER,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE agent_teams (
    agent_pk INTEGER NOT NULL REFERENCES agents (pk),
    team_pk  INTEGER NOT NULL REFERENCES teams (pk),
    PRIMARY KEY (agent_pk, team_pk)
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
    pk           INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    host_id      TEXT    UNIQUE,
    inbox_pk     INTEGER NOT NULL REFERENCES inboxes (pk),
    name         TEXT,
    email        TEXT,
    attributes   TEXT    NOT NULL, -- a JSON object
    blocked      INTEGER NOT NULL,
    last_seen_at INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

-- The heads. What is said in the newest message is repeated here for lists (last_preview, last_sender_name)
-- and is emptied together with the body it came from.
CREATE TABLE conversations (
    pk                     INTEGER PRIMARY KEY,
    id                     BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    inbox_pk               INTEGER NOT NULL REFERENCES inboxes (pk),
    customer_pk            INTEGER NOT NULL REFERENCES customers (pk),
    kind                   TEXT    NOT NULL CHECK (kind IN ('chat', 'ticket')),
    status                 TEXT    NOT NULL CHECK (status IN ('open', 'active', 'resolved', 'closed')),
    subject                TEXT,
    description            TEXT,
    priority               TEXT    NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    category               TEXT,
    labels                 TEXT    NOT NULL, -- a JSON array, sorted
    assignee_pk            INTEGER REFERENCES agents (pk),
    team_pk                INTEGER REFERENCES teams (pk),
    previous_pk            INTEGER REFERENCES conversations (pk),
    head_seq               INTEGER NOT NULL,
    customer_head_seq      INTEGER NOT NULL,
    message_count          INTEGER NOT NULL,
    last_seq               INTEGER,
    last_preview           TEXT,
    last_sender_kind       TEXT,
    last_sender_pk         INTEGER,
    last_sender_name       TEXT,
    last_at                INTEGER,
    started                INTEGER NOT NULL,
    needs_reply            INTEGER NOT NULL,
    queued_at              INTEGER,
    customer_delivered_seq INTEGER NOT NULL,
    customer_read_seq      INTEGER NOT NULL,
    customer_settled       INTEGER NOT NULL,
    created_at             INTEGER NOT NULL,
    updated_at             INTEGER NOT NULL,
    resolved_at            INTEGER,
    closed_at              INTEGER,
    head_hash              BLOB    NOT NULL CHECK (length(head_hash) = 32),
    sort_at                INTEGER NOT NULL  -- last_at, else created_at: the order of every list
) STRICT;

-- A customer has one live chat in an inbox, whoever asks and however often.
CREATE UNIQUE INDEX conversations_live_chat ON conversations (customer_pk, inbox_pk)
    WHERE kind = 'chat' AND status <> 'closed';

-- Lists, newest first. The rowid that SQLite appends to each index is the second key of the order. Every
-- message moves sort_at, so each of these costs every message; a customer's few conversations are sorted when
-- asked for instead, for that index would touch another page with each message.
CREATE INDEX conversations_recent      ON conversations (sort_at) WHERE started = 1;
CREATE INDEX conversations_by_status   ON conversations (status, sort_at) WHERE started = 1;
CREATE INDEX conversations_by_team     ON conversations (team_pk, sort_at) WHERE started = 1;
CREATE INDEX conversations_by_customer ON conversations (customer_pk);
CREATE INDEX conversations_by_assignee ON conversations (assignee_pk, sort_at) WHERE assignee_pk IS NOT NULL;
CREATE INDEX conversations_waiting     ON conversations (sort_at)
    WHERE started = 1 AND assignee_pk IS NULL AND status IN ('open', 'active');

-- Sweeps.
CREATE INDEX conversations_drafts   ON conversations (created_at) WHERE started = 0;
CREATE INDEX conversations_resolved ON conversations (resolved_at) WHERE status = 'resolved';

CREATE TABLE participants (
    conversation_pk INTEGER NOT NULL REFERENCES conversations (pk) ON DELETE CASCADE,
    agent_pk        INTEGER NOT NULL REFERENCES agents (pk),
    place           INTEGER NOT NULL, -- the order in which they came
    active          INTEGER NOT NULL,
    delivered_seq   INTEGER NOT NULL,
    read_seq        INTEGER NOT NULL,
    settled         INTEGER NOT NULL,
    PRIMARY KEY (conversation_pk, agent_pk)
) STRICT, WITHOUT ROWID;

CREATE INDEX participants_by_agent ON participants (agent_pk, active);

-- The timelines, each lying together in the order of its seq. All personal data of an entry is in body; with
-- body and salt erased the rest says only that something was said, and the chain of hashes still holds.
CREATE TABLE entries (
    conversation_pk   INTEGER NOT NULL REFERENCES conversations (pk) ON DELETE CASCADE,
    seq               INTEGER NOT NULL CHECK (seq > 0),
    id                BLOB    NOT NULL CHECK (length(id) = 16),
    kind              TEXT    NOT NULL CHECK (kind IN ('message', 'note', 'activity')),
    activity          TEXT, -- the type of an activity
    audience          TEXT    NOT NULL CHECK (audience IN ('everyone', 'agents')),
    sender_kind       TEXT    NOT NULL CHECK (sender_kind IN ('customer', 'agent', 'system')),
    sender_pk         INTEGER NOT NULL, -- in customers or agents; 0 for the system
    client_id         TEXT,
    created_at        INTEGER NOT NULL,
    prev_customer_seq INTEGER NOT NULL,
    message_ordinal   INTEGER NOT NULL, -- messages up to here, this one included
    prev_hash         BLOB    NOT NULL CHECK (length(prev_hash) = 32),
    hash              BLOB    NOT NULL CHECK (length(hash) = 32),
    digest            BLOB    NOT NULL CHECK (length(digest) = 32),
    key_id            INTEGER, -- the key the body is encrypted with; none yet
    salt              BLOB    CHECK (length(salt) = 16),
    body              BLOB,
    PRIMARY KEY (conversation_pk, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entries_client_id ON entries (conversation_pk, sender_kind, sender_pk, client_id)
    WHERE client_id IS NOT NULL;

-- The change feed: one row for each transaction that changed something. It refers and copies no body.
CREATE TABLE changes (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    payload  TEXT    NOT NULL
) STRICT;

-- Tokens taken back before their time; kept until they would have expired by themselves.
CREATE TABLE revoked_tokens (
    jti        TEXT    PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires_at);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row, rewritten to learn whether a commit still reaches the disk.
CREATE TABLE checkups (
    pk    INTEGER PRIMARY KEY CHECK (pk = 1),
    count INTEGER NOT NULL
) STRICT;
