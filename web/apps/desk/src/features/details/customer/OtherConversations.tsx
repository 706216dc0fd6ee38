import type { Conversation } from '@deskbell/protocol';
import { TimeText } from '@deskbell/ui';
import { Columns2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEarlier } from '../../../shared/desk/queries';
import { IconButton } from '../../../shared/ui/IconButton';
import { statusWords } from '../../../shared/words/words';
import { Section } from '../Section';
import { strings } from '../strings';

export interface OtherConversationsProps {
  conversation: Conversation;
  /** Opens one beside; null where there is no room. */
  onBeside: ((id: string) => void) | null;
  /** A link to a conversation. */
  renderLink: (id: string, props: { className: string; children: ReactNode }) => ReactNode;
}

/** What else this customer has written about. */
export function OtherConversations({ conversation, renderLink, onBeside }: OtherConversationsProps) {
  const { data } = useEarlier(conversation.customerId);
  if (!data) return null;
  const others = data.filter((one) => one.id !== conversation.id);
  return (
    <Section title={strings.earlier}>
      {others.length === 0 && <p className="text-meta text-muted">{strings.noEarlier}</p>}
      <ul>
        {others.map((one) => (
          <li key={one.id} className="group relative">
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
            {onBeside && (
              <IconButton
                of={Columns2}
                size="small"
                label={strings.beside}
                className="absolute! end-0 top-1.5 bg-surface! opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
                onClick={() => onBeside(one.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
