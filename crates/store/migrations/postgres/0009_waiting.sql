-- Live conversations by how long their customer waits for an answer, those that do not wait at the end, and what each
-- agent follows.

CREATE INDEX conversations_by_waiting ON conversations (coalesce(asked_at, 9223372036854775807), pk)
    WHERE started AND NOT rehearsal AND status IN ('open', 'active');

CREATE INDEX participants_following ON participants (agent_pk) WHERE follows;
