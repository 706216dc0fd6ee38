import type { Conversation, Participant } from '@deskbell/protocol';
import { Fields } from './conversation/Fields';
import { People } from './conversation/People';
import { Sessions } from './conversation/Sessions';
import { Attributes } from './customer/Attributes';
import { CustomerCard } from './customer/CustomerCard';
import { CustomerNotes } from './customer/CustomerNotes';
import { OtherConversations, type OtherConversationsProps } from './customer/OtherConversations';
import { useCustomer } from '../../shared/desk/queries';

export interface DetailsProps extends Pick<OtherConversationsProps, 'renderLink' | 'onBeside'> {
  conversation: Conversation;
  /** Everybody who has been in it. */
  people: readonly Participant[];
}

/** Everything about a conversation and its customer that is not said in it. */
export function Details({ conversation, people, renderLink, onBeside }: DetailsProps) {
  const { data } = useCustomer(conversation.customerId);
  return (
    <div key={conversation.id}>
      <CustomerCard conversation={conversation} />
      <Fields conversation={conversation} />
      {conversation.customerId && <CustomerNotes customerId={conversation.customerId} />}
      <Attributes attributes={data?.attributes} />
      <People conversation={conversation} people={people} />
      <OtherConversations conversation={conversation} renderLink={renderLink} onBeside={onBeside} />
      <Sessions conversation={conversation} />
    </div>
  );
}
