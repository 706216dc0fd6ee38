import type { Pending } from '@deskbell/client';
import { useEffect } from 'react';
import type { OwnConversations } from './useOwnConversations';
import type { Route } from './useRoute';

/**
 * Decides where to begin, once: with a first message that still waits, in the one live conversation, or at the list.
 * And leads on when a first message has found its conversation while nobody waited for it, as after a reload.
 */
export function useBeginning(
  own: Pick<OwnConversations, 'items' | 'chat' | 'state'>,
  starting: readonly Pending[],
  route: Route | null,
  go: (route: Route) => void,
): void {
  const live = own.items.filter((one) => one.status !== 'closed');
  const only = live.length === 1 ? live[0]! : null;
  const onlyId = only?.id;
  const chatId = own.chat?.id;
  const waiting = starting.length > 0;
  const at = route?.at;

  useEffect(() => {
    if (at === undefined) {
      if (waiting) go({ at: 'starting' });
      else if (own.state !== 'loading') go(onlyId === undefined ? { at: 'home' } : { at: 'conversation', id: onlyId });
    } else if (at === 'starting' && !waiting) {
      go(chatId === undefined ? { at: 'home' } : { at: 'conversation', id: chatId });
    }
  }, [at, waiting, own.state, onlyId, chatId, go]);
}
