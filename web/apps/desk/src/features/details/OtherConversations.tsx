import type { Conversation } from '@deskbell/protocol';
import { TimeText } from '@deskbell/ui';
import type { ReactNode } from 'react';
import { useEarlier } from '../../shared/desk/queries';
import { statusWords } from '../../shared/words/words';
import { Section } from './Section';
import { strings } from './strings';

export interface OtherConversationsProps {
  conversation: Conversation;
  /** A link to a conversation. */
  renderLink: (id: string, props: { className: string; children: ReactNode }) => ReactNode;
}

/** What else this customer has written about. */
export function OtherConversations({ conversation, renderLink }: OtherConversationsProps) {
  const { data } = useEarlier(conversation.customerId);
  if (!data) return null;
  const others = data.filter((one) => one.id !== conversation.id);
  return (
    <Section title={strings.earlier}>
      {others.length === 0 && <p className="text-meta text-muted">{strings.noEarlier}</p>}
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            {renderLink(one.id, {
              className: '-mx-2 block rounded-control px-2 py-1.5 hover:bg-sunken',
              children: (
                <>
                  <bdi className="block truncate text-meta">{one.subject ?? one.lastMessage?.content ?? strings.noSubject}</bdi>
                  <span className="text-label text-muted">
                    {statusWords[one.status]} · <TimeText at={one.lastMessageAt ?? one.createdAt} format="long" />
                  </span>
                </>
              ),
            })}
          </li>
        ))}
      </ul>
    </Section>
  );
}
