import type { TimelineState } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { useEffect, useRef, useState } from 'react';
import { useDesk } from '../../shared/desk/context';

/** Whoever opens what they had marked as unread has read it. Marked while it stays open, it stays marked. */
export function useReadAgain(conversation: Conversation | null, { status, ownReadSeq }: TimelineState): void {
  const { client } = useDesk();
  const ready = status === 'ready' && conversation !== null;
  const [openedMarked, setOpenedMarked] = useState<boolean | null>(null);
  if (ready && openedMarked === null) setOpenedMarked(conversation.me?.markedUnread ?? false);
  const conversationId = conversation?.id;
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });
  useEffect(() => {
    if (!openedMarked || conversationId === undefined) return;
    client.emit('message-read', { conversationId, upToSeq: ownReadSeq }).then(
      () => {
        const { current } = latest;
        if (current?.me) client.learn([{ ...current, me: { ...current.me, markedUnread: false } }]);
      },
      // Where this fails the mark stays, which is what it was.
      () => undefined,
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, with what was read by then
  }, [openedMarked, conversationId, client]);
}
