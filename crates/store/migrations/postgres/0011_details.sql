-- What customers say about themselves, beside what their host's token says.

ALTER TABLE customers ADD COLUMN details TEXT NOT NULL DEFAULT '{}'; -- a JSON object, unverified
