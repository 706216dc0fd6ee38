import type { CustomerClient } from '@deskbell/client';
import type { Inbox } from '@deskbell/protocol';
import { useClient } from '@deskbell/react';
import { useEffect, useState } from 'react';
import type * as Request from '../features/request/RequestForm';
import { LoadingBubbles } from '../features/conversation/LoadingBubbles';
import { Sentence } from '../parts/Sentence';
import { strings } from '../strings';

/** The form for a request, which is loaded by those who want it alone. */
export function RequestScreen({ inbox, person, focus, onFiled }: {
  inbox: Inbox;
  person: string;
  focus: boolean;
  /** Its conversation is made. */
  onFiled: (id: string) => void;
}) {
  const client = useClient<CustomerClient>();
  const [form, setForm] = useState<typeof Request | null>(null);
  const [attempt, setAttempt] = useState<number | null>(0);
  useEffect(() => {
    if (attempt !== null) import('../features/request/RequestForm').then(setForm, () => setAttempt(null));
  }, [attempt]);

  if (attempt === null) {
    return <Sentence action={{ label: strings.tryAgain, run: () => setAttempt(1) }}>{strings.boot.unreachable}</Sentence>;
  }
  if (!form) return <LoadingBubbles />;
  return (
    <div className="w-body">
      <form.RequestForm
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
  );
}
