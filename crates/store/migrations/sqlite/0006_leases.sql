-- What must be done by one process at a time is done under a lease. Its fencing number grows each time somebody
-- else takes it, and whatever is written under the lease names the number it was taken with.
CREATE TABLE leases (
    name       TEXT    PRIMARY KEY,
    holder     INTEGER NOT NULL, -- the process, by a number of its own
    fence      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
