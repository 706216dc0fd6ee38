-- Where a conversation stands in lists (sort_at) follows its newest message in its own time: moving it costs every
-- index of the table a row, more than all else a message writes. Each node moves what it wrote, a little later or
-- before it reads a list; what a node that died has left waiting is found in the feed after this position.
CREATE TABLE places (
    pk       bigint PRIMARY KEY CHECK (pk = 1),
    position bigint NOT NULL
);

INSERT INTO places (pk, position) VALUES (1, 0);
