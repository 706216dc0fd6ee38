-- Each name of a sender's in a conversation once. Where several nodes write, no memory of one of them can know
-- all names, so every entry is found by its name here.
CREATE UNIQUE INDEX entries_client_id ON entries (conversation_pk, client_id, sender_kind, sender_pk)
    WHERE client_id IS NOT NULL;
