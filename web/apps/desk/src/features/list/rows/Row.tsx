import type { Conversation, Participant } from '@deskbell/protocol';
import { Avatar, Badge, Dot, VisuallyHidden } from '@deskbell/ui';
import type { ReactNode } from 'react';
import { priorityWords, statusWords } from '../../../shared/words/words';
import { strings } from '../strings';
import { Marks, Waiting } from './Marks';

export interface RowProps {
  conversation: Conversation;
  me: string;
  /** It is the open one. */
  selected: boolean;
  /** It is one of those that are to be changed together. */
  chosen: boolean;
  /** The colours of labels by their names. */
  colors: ReadonlyMap<string, string | null>;
  /** Wraps the row's content in a link to the conversation. */
  link: (props: { className: string; children: ReactNode }) => ReactNode;
}

const BASE = 'relative flex h-16 items-center gap-3 px-4 outline-offset-[-2px]!';

/** One conversation in the list: who, their last words, since when, and what is asked of us. */
export function Row({ conversation, me, selected, chosen, colors, link }: RowProps) {
  const { customer, subject, unreadCount, status, priority } = conversation;
  const markedUnread = conversation.me?.markedUnread === true && unreadCount === 0;
  const name = customer?.name ?? '';
  const bold = unreadCount > 0 || markedUnread ? 'font-semibold' : 'font-medium';
  return link({
    className: `${BASE} ${selected || chosen ? 'bg-tint' : 'hover:bg-sunken'}`,
    children: (
      <>
        {selected && <span aria-hidden="true" className="absolute inset-y-0 start-0 w-0.5 bg-action" />}
        <Avatar name={name} size={32} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="flex min-w-0 flex-1 gap-2 text-meta">
              <span dir="auto" className={`oneline min-w-0 ${bold}`}>
                {name}
              </span>
              {subject && (
                <span dir="auto" title={subject} className="oneline min-w-1/3 flex-1 basis-0 text-muted">
                  {subject}
                </span>
              )}
            </span>
            {(priority === 'high' || priority === 'urgent') && (
              <span className={`shrink-0 text-label ${priority === 'urgent' ? 'text-bad' : 'text-muted'}`}>
                {priorityWords[priority]}
              </span>
            )}
            <Waiting conversation={conversation} />
          </span>
          <span className="flex items-center gap-2">
            <LastWords conversation={conversation} me={me} />
            <Marks conversation={conversation} colors={colors} />
            <span className="shrink-0 text-label text-faint">{statusWords[status]}</span>
            <Holder conversation={conversation} me={me} />
            <Badge count={unreadCount} label={strings.unread(unreadCount)} />
            {markedUnread && (
              <Dot tone="brass" className="shrink-0">
                <VisuallyHidden>{strings.markedUnread}</VisuallyHidden>
              </Dot>
            )}
          </span>
        </span>
      </>
    ),
  });
}

function LastWords({ conversation: { lastMessage, unreadCount }, me }: { conversation: Conversation; me: string }) {
  const ink = unreadCount > 0 ? 'text-ink' : 'text-muted';
  return (
    <span className="flex min-w-0 flex-1 gap-1 text-meta">
      {lastMessage && lastMessage.sender.type !== 'customer' && (
        <bdi className="max-w-1/2 shrink-0 truncate text-faint">{callName(lastMessage.sender, me)}:</bdi>
      )}
      <span dir="auto" className={`oneline min-w-0 flex-1 ${ink}`}>
        {lastMessage?.content ?? strings.nothingYet}
      </span>
    </span>
  );
}

/** What colleagues call each other: the first name. */
function callName({ id, name }: Participant, me: string): string {
  return id === me ? strings.you : (name.split(/\s/u)[0] ?? name);
}

/** A colleague's face, when one holds it. */
function Holder({ conversation: { assigneeId, assignee }, me }: { conversation: Conversation; me: string }) {
  if (!assigneeId || assigneeId === me || !assignee) return null;
  return (
    <span title={strings.heldBy(assignee.name)} className="flex shrink-0">
      <Avatar name={assignee.name} src={assignee.avatarUrl} size={18} label={strings.heldBy(assignee.name)} />
    </span>
  );
}
