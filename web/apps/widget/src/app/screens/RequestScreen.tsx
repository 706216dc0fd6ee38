import type { CustomerClient } from '@deskbell/client';
import type { Inbox } from '@deskbell/protocol';
import { useClient } from '@deskbell/react';
import { OnDemand, part } from './OnDemand';

const form = part(() => import('../../features/request/RequestForm'));

/** The form for a request, which is loaded by those who want it alone. */
export function RequestScreen({ inbox, person, focus, onFiled }: {
  inbox: Inbox;
  person: string;
  focus: boolean;
  /** Its conversation is made. */
  onFiled: (id: string) => void;
}) {
  const client = useClient<CustomerClient>();
  return (
    <OnDemand of={form}>
      {({ RequestForm }) => (
        <div className="w-body">
          <RequestForm
            categories={inbox.categories ?? []}
            draftKey={`${person}:request`}
            focus={focus}
            onFile={async (filing) => {
              const { conversation } = await client.rest.startConversation({ ...filing, kind: 'ticket', inboxId: inbox.id });
              client.learn([conversation]);
              onFiled(conversation.id);
            }}
          />
        </div>
      )}
    </OnDemand>
  );
}
