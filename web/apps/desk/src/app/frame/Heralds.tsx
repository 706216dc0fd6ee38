import { useCallback } from 'react';
import { Offers } from '../../features/offers/Offers';
import type { DeskRouter } from '../router';
import { searchAt } from '../search';
import { useMentions } from './useMentions';

/** What calls an agent from elsewhere: a conversation that is held out to them, a colleague who names them. */
export function Heralds({ router }: { router: DeskRouter }) {
  const open = useCallback(
    (conversationId: string, seq?: number) =>
      void router.navigate({
        to: '/c/$conversationId',
        params: { conversationId },
        search: (before) => ({ ...searchAt(before, conversationId), ...(seq !== undefined && { at: String(seq) }) }),
      }),
    [router],
  );
  useMentions(open);
  return <Offers open={open} />;
}
