import type { CustomerClient, Timeline, TimelineState } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { useClient, usePresence, useTimeline } from '@deskbell/react';
import { Button, loadFormatter } from '@deskbell/ui';
import { useEffect, useMemo } from 'react';
import { LoadingBubbles } from '../../features/conversation/LoadingBubbles';
import { TimelineView } from '../../features/conversation/TimelineView';
import { Waiting } from '../../features/conversation/Waiting';
import { StatusText } from '../../features/home/StatusText';
import { RatingSlot } from '../../features/rating/RatingSlot';
import { Closed } from '../../features/writing/Closed';
import { Composer } from '../../features/writing/Composer';
import { together } from '../../features/writing/rules';
import { answering } from '../../parts/answering';
import { Sentence } from '../../parts/Sentence';
import { useDraft } from '../../parts/useDraft';
import { refusalWords, strings } from '../../strings';

export interface ConversationScreenProps {
  id: string;
  /** Whether somebody can see it now. */
  seen: boolean;
  /** Whether the composer takes the keyboard by itself. */
  focus: boolean;
  /** Whether its customer is asked how they were helped. */
  asksForRating: boolean;
  onHome: () => void;
  onOpen: (id: string) => void;
  /** Begins a new conversation with this text. */
  onAnew: (text: string) => void;
}

/** One conversation of the customer's own: its timeline, and what can be written into it. */
export function ConversationScreen(props: ConversationScreenProps) {
  const { timeline, state } = useTimeline(props.id);
  // Beside the messages, so that none of them is drawn twice.
  useEffect(() => void loadFormatter(), []);
  switch (state.status) {
    case 'loading':
      return <LoadingBubbles />;
    case 'missing':
      return <Sentence action={{ label: strings.back, run: props.onHome }}>{strings.timeline.missing}</Sentence>;
    case 'error':
      return (
        <Sentence action={{ label: strings.back, run: props.onHome }}>
          {state.refusal ? refusalWords(state.refusal) : strings.timeline.failed}
        </Sentence>
      );
    case 'ready':
      return <Ready key={props.id} {...props} timeline={timeline} state={state} />;
  }
}

/** What was settled by somebody who helped, or what was rated before. */
const rateable = ({ status, assignee, rating }: Conversation) =>
  (status === 'resolved' || status === 'closed') && (assignee !== null || rating != null);

type ReadyProps = ConversationScreenProps & { timeline: Timeline; state: TimelineState };

function Ready({ id, seen, focus, asksForRating, onOpen, onAnew, timeline, state }: ReadyProps) {
  const client = useClient<CustomerClient>();
  const [draft, setDraft] = useDraft(id);
  const { conversation } = state;
  const { leaving } = answering(usePresence());
  const actions = useMemo(
    () => ({
      retry: (clientId: string) => timeline.retry(clientId),
      remove: (clientId: string) => void timeline.discard(clientId),
      edit: (clientId: string) => setDraft(together(draft, timeline.discard(clientId) ?? '')),
      anew: (clientId: string) => onAnew(timeline.discard(clientId) ?? ''),
    }),
    [timeline, draft, setDraft, onAnew],
  );
  const previous = conversation?.previousConversationId;

  return (
    <>
      <TimelineView
        state={state}
        timeline={timeline}
        seen={seen}
        actions={actions}
        head={
          <div className="w-head">
            {conversation?.subject && <h2 dir="auto">{conversation.subject}</h2>}
            {conversation?.kind === 'ticket' && (
              <p role="status" className="w-row-line">
                <StatusText conversation={conversation} />
              </p>
            )}
            {previous && (
              <Button tone="plain" size="large" onClick={() => onOpen(previous)}>
                {strings.timeline.earlierConversation}
              </Button>
            )}
          </div>
        }
        foot={
          conversation && (
            <>
              <Waiting conversation={conversation} items={state.items} />
              {asksForRating && rateable(conversation) && (
                <RatingSlot
                  conversation={conversation}
                  onRate={async (score, comment) => client.learn([await client.rest.rate(id, { score, comment })])}
                />
              )}
            </>
          )
        }
      />
      {conversation?.status === 'closed' ? (
        <Closed
          onAnew={() => {
            onAnew(draft);
            setDraft('');
          }}
        />
      ) : (
        <Composer
          text={draft}
          onText={setDraft}
          onSend={(text) => {
            const taken = timeline.send(text);
            return taken.ok ? null : taken.error;
          }}
          onTyping={() => timeline.typing()}
          onStopTyping={() => timeline.stopTyping()}
          note={conversation?.status === 'resolved' ? strings.writing.resolved : null}
          leaving={leaving}
          focus={focus}
        />
      )}
    </>
  );
}
