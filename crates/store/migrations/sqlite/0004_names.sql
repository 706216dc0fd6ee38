-- What a message costs. An IN list of three and more makes SQLite build a table of it for every row it checks, so
-- the checks are written out; and the index over all client ids, of which every message touched a page of its
-- own, gives way to a table that takes the names of a timeline's entries over in stretches.

CREATE TABLE entries_anew (
    conversation_pk   INTEGER NOT NULL REFERENCES conversations (pk) ON DELETE CASCADE,
    seq               INTEGER NOT NULL CHECK (seq > 0),
    id                BLOB    NOT NULL CHECK (length(id) = 16),
    kind              TEXT    NOT NULL CHECK (kind = 'message' OR kind = 'note' OR kind = 'activity'),
    activity          TEXT, -- the type of an activity
    audience          TEXT    NOT NULL CHECK (audience = 'everyone' OR audience = 'agents'),
    sender_kind       TEXT    NOT NULL
                      CHECK (sender_kind = 'customer' OR sender_kind = 'agent' OR sender_kind = 'system'),
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

INSERT INTO entries_anew SELECT * FROM entries;
DROP TABLE entries;
ALTER TABLE entries_anew RENAME TO entries;

-- Each name of a sender's in a conversation once, for the entries up to the conversation's named_seq.
CREATE TABLE client_ids (
    conversation_pk INTEGER NOT NULL REFERENCES conversations (pk) ON DELETE CASCADE,
    sender_kind     TEXT    NOT NULL,
    sender_pk       INTEGER NOT NULL,
    client_id       TEXT    NOT NULL,
    seq             INTEGER NOT NULL,
    PRIMARY KEY (conversation_pk, sender_kind, sender_pk, client_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE conversations ADD COLUMN named_seq INTEGER NOT NULL DEFAULT 0;

INSERT INTO client_ids SELECT conversation_pk, sender_kind, sender_pk, client_id, seq FROM entries
    WHERE client_id IS NOT NULL;
UPDATE conversations SET named_seq = head_seq;
