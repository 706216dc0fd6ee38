-- What is stored, and what keeps it true whatever the code above it does.

CREATE TABLE IF NOT EXISTS people (
  id uuid PRIMARY KEY,
  side text NOT NULL CHECK (side IN ('customer', 'agent')),
  sub text NOT NULL,
  name text NOT NULL,
  UNIQUE (side, sub)
);

CREATE TABLE IF NOT EXISTS conversations (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES people (id),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  head_seq bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70); -- the head moves with every message: room for the new row beside the old one

CREATE UNIQUE INDEX IF NOT EXISTS one_live_chat ON conversations (customer_id) WHERE status = 'open';

CREATE TABLE IF NOT EXISTS entries (
  conversation_id uuid NOT NULL REFERENCES conversations (id),
  seq bigint NOT NULL,
  id uuid NOT NULL,
  sender_id uuid NOT NULL REFERENCES people (id),
  client_id text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 64),
  content text NOT NULL CHECK (length(content) BETWEEN 1 AND 5000),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (conversation_id, sender_id, client_id)
);
