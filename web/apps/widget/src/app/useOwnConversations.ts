import { newestFirst, type CustomerClient } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { useClient, useConversations, useLine } from '@deskbell/react';
import { useEffect, useMemo, useRef, useState } from 'react';

/** The customer's own conversations in this inbox. */
export interface OwnConversations {
  /** Newest first; without drafts, which are no conversations yet. */
  readonly items: readonly Conversation[];
  /** The one that is not closed and takes what is written now. */
  readonly chat: Conversation | null;
  readonly state: 'loading' | 'ready' | 'failed';
  /** Loads older ones; null when these are all. */
  readonly older: (() => void) | null;
  readonly retry: () => void;
  /** Messages the customer has not read in any of them. */
  readonly unread: number;
}

interface Known {
  state: OwnConversations['state'];
  /** Where the next page begins. */
  next: string | null;
}

const PAGE = 30;

/**
 * Keeps the list current: by pages over REST, again after each reconnect, and by live events in between. Of somebody
 * new there is nothing to ask for until the line was lost.
 */
export function useOwnConversations(inboxId: string, isNew: boolean): OwnConversations {
  const client = useClient<CustomerClient>();
  const heard = useConversations();
  const connected = useLine().state === 'connected';
  const [known, setKnown] = useState<Known>({ state: isNew ? 'ready' : 'loading', next: null });
  const nothingYet = useRef(isNew);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (nothingYet.current) {
      nothingYet.current = !connected;
      return;
    }
    let gone = false;
    load(client, inboxId).then(
      (next) => {
        if (!gone) setKnown((before) => (before.state === 'ready' ? before : { state: 'ready', next }));
      },
      () => {
        if (!gone) setKnown((before) => (before.state === 'ready' ? before : { state: 'failed', next: null }));
      },
    );
    return () => {
      gone = true;
    };
  }, [client, inboxId, connected, attempt]);

  const items = useMemo(
    () => newestFirst([...heard.values()].filter((one) => one.inboxId === inboxId && one.lastMessage)),
    [heard, inboxId],
  );
  const { next } = known;
  return {
    items,
    chat: useMemo(() => liveChat(heard, inboxId), [heard, inboxId]),
    state: items.length > 0 && known.state === 'failed' ? 'ready' : known.state,
    unread: items.reduce((sum, one) => sum + one.unreadCount, 0),
    retry: () => setAttempt(attempt + 1),
    older:
      next === null
        ? null
        : () =>
            void load(client, inboxId, next).then(
              (after) => setKnown({ state: 'ready', next: after }),
              () => undefined,
            ),
  };
}

async function load(client: CustomerClient, inboxId: string, cursor?: string): Promise<string | null> {
  const query = { inboxId, limit: PAGE };
  const page = await client.rest.conversations(cursor === undefined ? query : { ...query, cursor });
  client.learn(page.items);
  return page.nextCursor ?? null;
}

/** The one live chat of an inbox: whatever is written now goes there. It may still be a draft. */
export function liveChat(heard: ReadonlyMap<string, Conversation>, inboxId: string): Conversation | null {
  const live = [...heard.values()].filter(
    (one) => one.inboxId === inboxId && one.kind === 'chat' && one.status !== 'closed',
  );
  // An older copy may not have heard yet that it was closed.
  return newestFirst(live)[0] ?? null;
}
