import type { BoardAgent, Conversation } from '@deskbell/protocol';
import { Skeleton, TimeText } from '@deskbell/ui';
import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useDesk } from '../../shared/desk/context';
import { keys } from '../../shared/desk/queries';
import { Blank } from '../../shared/ui/Blank';
import { Sheet } from '../../shared/ui/Sheet';
import type { BoardLinks } from './BoardPage';
import { GiveMenu } from './GiveMenu';
import { strings } from './strings';

export interface AgentSheetProps {
  /** Whose conversations; nobody's while it is put away. */
  of: BoardAgent | null;
  onClose: () => void;
  links: BoardLinks;
}

/** Live conversations shown of one agent at most. */
const SHOWN_MOST = 50;

/** What an agent holds, to be taken over or handed out. */
export function AgentSheet({ of, onClose, links }: AgentSheetProps) {
  return (
    <Sheet open={of !== null} onOpenChange={(open) => !open && onClose()} title={of ? strings.conversationsOf(of.agent.name) : ''} place="side">
      {of && <HeldBy agentId={of.agent.id} links={links} />}
    </Sheet>
  );
}

function HeldBy({ agentId, links }: { agentId: string; links: BoardLinks }) {
  const { client } = useDesk();
  const { data, isError, refetch } = useQuery({
    queryKey: [...keys.lists, 'held by', agentId],
    queryFn: async () => {
      const { items } = await client.rest.conversations({ assigneeId: agentId, status: 'open,active', limit: SHOWN_MOST });
      client.learn(items);
      return items;
    },
    refetchInterval: 10_000,
  });
  if (isError && !data) {
    return (
      <Blank bad title={strings.failed} action={{ label: strings.again, run: () => void refetch() }}>
        {strings.failedMeaning}
      </Blank>
    );
  }
  if (!data) return <Skeleton className="m-4 w-auto!" height="40px" />;
  if (data.length === 0) {
    return (
      <Blank of={MessagesSquare} title={strings.none}>
        {strings.noneMeaning}
      </Blank>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {data.map((one) => (
        <HeldRow key={one.id} conversation={one} links={links} />
      ))}
    </ul>
  );
}

function HeldRow({ conversation, links }: { conversation: Conversation; links: BoardLinks }) {
  const { id, customer, subject, lastMessage, lastMessageAt, createdAt } = conversation;
  return (
    <li className="flex min-h-16 items-center gap-2 ps-4 pe-2">
      {links.conversation(id, {
        className: 'min-w-0 flex-1 py-2 hover:underline underline-offset-2',
        children: (
          <>
            <span className="flex items-baseline gap-2 text-meta">
              <bdi className="min-w-0 truncate font-medium">{customer?.name ?? ''}</bdi>
              <TimeText at={lastMessageAt ?? createdAt} className="shrink-0 text-label text-faint" />
            </span>
            <span dir="auto" className="oneline block text-meta text-muted">
              {subject ?? lastMessage?.content ?? strings.noSubject}
            </span>
          </>
        ),
      })}
      <GiveMenu conversation={conversation} customer={customer?.name ?? ''} />
    </li>
  );
}
