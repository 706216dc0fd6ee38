-- Live conversations by how long their customer waits for an answer, those that do not wait at the end, and what each
-- agent follows. The condition is written as that list alone writes it, so that no other goes along this index.

CREATE INDEX conversations_by_waiting ON conversations (coalesce(asked_at, 9223372036854775807), pk)
    WHERE started AND NOT rehearsal AND (status IN ('open', 'active')) IS TRUE;

CREATE INDEX participants_following ON participants (agent_pk) WHERE follows;
