import type { Conversation, Stretch } from '@deskbell/protocol';
import { TimeText } from '@deskbell/ui';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../../../shared/desk/context';
import { span } from '../../../shared/words/span';
import { Section } from '../Section';
import { strings } from '../strings';

/** The newest ones are enough: an older one is seldom asked about. */
const MOST = 10;

/** The stretches during which the conversation was live: when, how long, and who helped. */
export function Sessions({ conversation: { id, status } }: { conversation: Conversation }) {
  const { client } = useDesk();
  const { data } = useQuery({
    // A step from one status to another begins or ends one.
    queryKey: ['sessions', id, status],
    queryFn: () => client.rest.desk.sessions({ conversationId: id, limit: MOST }),
    staleTime: 30_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={strings.sessions}>
      <ul className="flex flex-col gap-2">
        {data.items.map((stretch) => (
          <Session key={stretch.id} stretch={stretch} />
        ))}
      </ul>
    </Section>
  );
}

function Session({ stretch: { startedAt, endedAt, durationMs, firstResponseMs, agent } }: { stretch: Stretch }) {
  const facts = [
    endedAt ? strings.lasted(span(durationMs)) : strings.goesOn,
    firstResponseMs == null ? null : strings.firstReplyAfter(span(firstResponseMs)),
    agent ? strings.with(agent.name) : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="text-meta">
      <TimeText at={startedAt} format="long" />
      <span className="block text-label text-muted">{facts.join(' · ')}</span>
    </li>
  );
}
