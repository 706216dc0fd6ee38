import type { CustomerClient } from '@deskbell/client';
import { useClient, usePresence, useStarting } from '@deskbell/react';
import { useMemo } from 'react';
import { TimelineView } from '../../features/conversation/TimelineView';
import { Composer } from '../../features/writing/Composer';
import { answering } from '../../parts/answering';
import { useDraft } from '../../parts/useDraft';

/** First messages whose conversation is not made yet: they show as they will, and more may be written. */
export function StartingScreen({ draftKey, focus, onSend, onAnew }: {
  draftKey: string;
  focus: boolean;
  onSend: (text: string) => void;
  onAnew: (text: string) => void;
}) {
  const client = useClient<CustomerClient>();
  const starting = useStarting();
  const [draft, setDraft] = useDraft(draftKey);
  const state = useMemo(() => stateOf(starting), [starting]);
  const actions = useMemo(
    () => ({
      retry: (clientId: string) => client.retryStart(clientId),
      remove: (clientId: string) => void client.discardStart(clientId),
      edit: (clientId: string) => onAnew(client.discardStart(clientId) ?? ''),
      anew: (clientId: string) => onAnew(client.discardStart(clientId) ?? ''),
    }),
    [client, onAnew],
  );
  return (
    <>
      <TimelineView state={state} timeline={NOTHING_YET} seen={false} actions={actions} head={null} foot={null} />
      <Composer
        text={draft}
        onText={setDraft}
        onSend={(text) => {
          onSend(text);
          return null;
        }}
        onTyping={() => undefined}
        onStopTyping={() => undefined}
        leaving={answering(usePresence()).leaving}
        focus={focus}
      />
    </>
  );
}

/** A timeline of which nothing is on the server. */
const NOTHING_YET = { loadEarlier: async () => true, markRead: () => undefined };

function stateOf(starting: ReturnType<typeof useStarting>) {
  return {
    items: starting.map((pending) => ({ key: pending.clientId, pending, own: true as const })),
    hasEarlier: false,
    loadingEarlier: false,
    full: false,
    typing: [],
    unread: 0,
    ownReadSeq: 0,
    firstUnreadSeq: null,
  };
}
