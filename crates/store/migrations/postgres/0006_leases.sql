-- What must be done by one process at a time is done under a lease. Its fencing number grows each time somebody
-- else takes it, and whatever is written under the lease names the number it was taken with. The time is the
-- database's, so that no node's clock matters.
CREATE TABLE leases (
    name       text   PRIMARY KEY,
    holder     bigint NOT NULL, -- the process, by a number of its own
    fence      bigint NOT NULL,
    expires_at bigint NOT NULL
);
