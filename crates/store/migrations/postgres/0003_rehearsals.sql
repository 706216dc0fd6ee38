-- Rehearsals: inboxes in which the one who runs the installation tries it out. Nothing of one is in an index that
-- a list, a count, the queue or a sweep reads, so it costs them nothing; and it can be found by its inbox, to be
-- dropped whole.

ALTER TABLE inboxes ADD COLUMN kind text NOT NULL DEFAULT 'website' CHECK (kind IN ('website', 'rehearsal'));
ALTER TABLE inboxes ADD COLUMN dropping boolean NOT NULL DEFAULT false;
-- One at a time.
CREATE UNIQUE INDEX inboxes_rehearsal ON inboxes (kind) WHERE kind = 'rehearsal';

-- The rehearsal an agent comes and goes with.
ALTER TABLE agents ADD COLUMN rehearsal_pk bigint REFERENCES inboxes (pk);

-- True in the inbox of a rehearsal.
ALTER TABLE conversations ADD COLUMN rehearsal boolean NOT NULL DEFAULT false;

DROP INDEX conversations_recent;
DROP INDEX conversations_by_status;
DROP INDEX conversations_by_team;
DROP INDEX conversations_waiting;
DROP INDEX conversations_drafts;
DROP INDEX conversations_resolved;
CREATE INDEX conversations_recent    ON conversations (sort_at, pk) WHERE started AND NOT rehearsal;
CREATE INDEX conversations_by_status ON conversations (status, sort_at, pk) WHERE started AND NOT rehearsal;
CREATE INDEX conversations_by_team   ON conversations (team_pk, sort_at, pk) WHERE started AND NOT rehearsal;
CREATE INDEX conversations_waiting   ON conversations (sort_at, pk)
    WHERE started AND assignee_pk IS NULL AND status IN ('open', 'active') AND NOT rehearsal;
CREATE INDEX conversations_drafts    ON conversations (created_at) WHERE NOT started AND NOT rehearsal;
CREATE INDEX conversations_resolved  ON conversations (resolved_at) WHERE status = 'resolved' AND NOT rehearsal;

-- What is deleted is looked for wherever something may refer to it; without these every row would be looked at.
CREATE INDEX conversations_by_previous ON conversations (previous_pk) WHERE previous_pk IS NOT NULL;
CREATE INDEX conversations_by_inbox    ON conversations (inbox_pk);
CREATE INDEX customers_by_inbox        ON customers (inbox_pk);

-- True where a row of the feed tells of nothing but a rehearsal; it goes with the rehearsal.
ALTER TABLE changes ADD COLUMN rehearsal boolean NOT NULL DEFAULT false;
CREATE INDEX changes_of_rehearsals ON changes (position) WHERE rehearsal;
