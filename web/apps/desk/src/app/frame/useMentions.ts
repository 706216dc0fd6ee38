import { useEffect } from 'react';
import { useDesk } from '../../shared/desk/context';
import { say } from '../../shared/ui/toasts';
import { strings } from '../strings';

/** Says at once when a colleague names oneself in a note, with the way there. */
export function useMentions(open: (conversationId: string, seq: number) => void): void {
  const { client } = useDesk();
  useEffect(
    () =>
      client.on('mention', ({ conversationId, seq, by, preview }) =>
        say(strings.mentioned(by.name, preview), {
          about: conversationId,
          action: { label: strings.show, run: () => open(conversationId, seq) },
        }),
      ),
    [client, open],
  );
}
