import type { Conversation } from '@deskbell/protocol';
import { CustomerCard } from './CustomerCard';
import { Fields } from './Fields';
import { OtherConversations, type OtherConversationsProps } from './OtherConversations';

export interface DetailsProps {
  conversation: Conversation;
  renderLink: OtherConversationsProps['renderLink'];
}

/** Everything about a conversation that is not said in it. */
export function Details({ conversation, renderLink }: DetailsProps) {
  return (
    <div key={conversation.id}>
      <CustomerCard conversation={conversation} />
      <Fields conversation={conversation} />
      <OtherConversations conversation={conversation} renderLink={renderLink} />
    </div>
  );
}
