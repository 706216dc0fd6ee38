-- Where a conversation stands in lists (sort_at) follows its newest message in its own time: moving it costs each
-- index two pages, more than all else a message writes. Conversations that moved in the feed after this position
-- may stand where they stood before.
CREATE TABLE places (
    pk       INTEGER PRIMARY KEY CHECK (pk = 1),
    position INTEGER NOT NULL
) STRICT;

INSERT INTO places (pk, position)
    VALUES (1, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'changes'), 0));
