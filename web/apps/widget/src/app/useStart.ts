import type { CustomerClient } from '@deskbell/client';
import type { ErrorBody } from '@deskbell/protocol';
import { useClient } from '@deskbell/react';
import { useCallback } from 'react';
import type { Route } from './useRoute';

type Start = (content: string, subject: string | null) => ErrorBody | null;

/** Begins a conversation with its first message, which is kept and sent when the line allows. */
export function useStart(inboxId: string, go: (route: Route) => void, giveBack: (text: string) => void): Start {
  const client = useClient<CustomerClient>();
  return useCallback(
    (content, subject) => {
      client.start({ inboxId, content, ...(subject === null ? {} : { subject }) }).catch(() => {
        // Not even kept: the text goes back to where it was written.
        if (client.starting.get().length === 0) giveBack(content);
      });
      go({ at: 'starting' });
      return null;
    },
    [client, inboxId, go, giveBack],
  );
}
