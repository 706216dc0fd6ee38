import type { Conversation } from '@deskbell/protocol';
import { Avatar, Badge, BellMark, TimeText } from '@deskbell/ui';
import { memo } from 'react';
import { useNameOf } from '../../parts/inboxName';
import { strings } from '../../strings';
import { StatusText } from './StatusText';

/** One conversation in the list: with whom, the last words, where it stands, what is unread. */
export const ConversationRow = memo(function ConversationRow(props: {
  conversation: Conversation;
  onOpen: (id: string) => void;
}) {
  const { id, subject, unreadCount, lastMessage, assignee, ...rest } = props.conversation;
  const nameOf = useNameOf();
  const name = assignee?.name ?? strings.team;
  return (
    <li>
      <button type="button" className="w-row" data-unread={unreadCount > 0} onClick={() => props.onOpen(id)}>
        {assignee ? (
          <Avatar name={name} src={assignee.avatarUrl ?? null} size={36} />
        ) : (
          <span className="w-nobody">
            <BellMark size={20} />
          </span>
        )}
        <span className="w-row-text">
          <span className="w-row-line">
            <bdi className="w-row-title">{subject || name}</bdi>
            <TimeText at={rest.lastMessageAt ?? rest.createdAt} className="w-faint" />
          </span>
          <span className="w-row-line">
            <bdi className="w-row-words">{preview(lastMessage, nameOf)}</bdi>
            <Badge count={unreadCount} label={strings.home.unread(unreadCount)} />
          </span>
          <span className="w-row-line w-faint">
            <StatusText conversation={props.conversation} />
          </span>
        </span>
      </button>
    </li>
  );
});

/** The last words with whose they are: one's own are "You". */
export function preview(last: Conversation['lastMessage'], nameOf: ReturnType<typeof useNameOf>): string {
  if (!last) return strings.home.none;
  const name = last.sender.type === 'customer' ? strings.you : nameOf(last.sender);
  return strings.home.said(name, last.content);
}
