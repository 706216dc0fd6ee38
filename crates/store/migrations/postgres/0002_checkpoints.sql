-- The chain of checkpoints: what was true of every timeline at a moment, in the order of those moments. A
-- checkpoint names the heads that moved since the one before, so all of them together name every head; see
-- checkpoint.rs for the bytes.

CREATE TABLE checkpoints (
    number    bigint PRIMARY KEY CHECK (number > 0), -- from 1 without gaps
    at        bigint NOT NULL, -- the moment of the newest change it covers
    position  bigint NOT NULL, -- it covers the change feed up to here
    changes   bigint NOT NULL, -- rows of the feed since the checkpoint before, those of rehearsals left out
    heads     bytea  NOT NULL CHECK (length(heads) % 56 = 0),   -- conversation id, seq, hash of that entry
    removed   bytea  NOT NULL CHECK (length(removed) % 16 = 0), -- ids of conversations deleted on purpose
    prev_hash bytea  NOT NULL CHECK (length(prev_hash) = 32),
    hash      bytea  NOT NULL CHECK (length(hash) = 32)
);
