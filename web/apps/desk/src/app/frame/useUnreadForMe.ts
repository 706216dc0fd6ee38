import type { Conversation } from '@deskbell/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDesk } from '../../shared/desk/context';
import { keys } from '../../shared/desk/queries';
import { useCalm } from '../../shared/hooks/useCalm';

/** Unread messages that concern this agent: in what they hold, and in what nobody holds yet. */
export function useUnreadForMe(): number {
  const { client, me } = useDesk();
  const known = useCalm(client.conversations);
  useQuery({
    queryKey: [...keys.lists, 'concerning me'],
    queryFn: async () => {
      const ask = (assigneeId: string) => client.rest.conversations({ assigneeId, status: 'open,active', limit: 200 });
      const pages = await Promise.all([ask(me.id), ask('none')]);
      client.learn(pages.flatMap((page) => page.items));
      return null;
    },
    refetchInterval: 60_000,
  });
  return useMemo(() => unreadFor(known.values(), me.id), [known, me.id]);
}

/** The same without React. */
export function unreadFor(conversations: Iterable<Conversation>, me: string): number {
  let unread = 0;
  for (const { status, assigneeId, unreadCount } of conversations) {
    const concerns = (status === 'open' || status === 'active') && (assigneeId == null || assigneeId === me);
    if (concerns) unread += unreadCount;
  }
  return unread;
}
