import { useTimeline } from '@deskbell/react';
import { ClosedComposer, Composer } from '../../features/composer/Composer';
import { ConversationHead, type ConversationHeadProps } from '../../features/conversation/ConversationHead';
import { FailedTimeline, LoadingTimeline, MissingTimeline } from '../../features/timeline/TimelineStates';
import { TimelineView } from '../../features/timeline/TimelineView';
import { useConversation } from '../../shared/desk/queries';
import { sentenceOfRefusal } from '../../shared/words/errors';
import { strings } from '../strings';
import { ReturnBar } from './ReturnBar';
import { useReadAgain } from './useReadAgain';

export interface ConversationPaneProps extends Omit<ConversationHeadProps, 'conversation'> {
  conversationId: string;
  /** The entry one has come for; null when for none. */
  at: number | null;
  /** Others stand beside it. */
  several: boolean;
  /** Keys mean this one. */
  active: boolean;
  /** Somebody turned to it. */
  onActive: () => void;
}

/** One conversation: head, timeline and composer. */
export function ConversationPane({ conversationId, at, several, active, onActive, ...head }: ConversationPaneProps) {
  const { timeline, state } = useTimeline(conversationId);
  const known = useConversation(conversationId);
  const conversation = known ?? state.conversation;
  useReadAgain(conversation, state);

  const { status, refusal } = state;
  const customer = conversation?.customer?.name ?? '';
  // An address that cannot be one names no conversation either.
  const missing = status === 'missing' || (status === 'error' && refusal?.code === 'invalid');
  const failed = missing || status === 'error';
  return (
    <section
      aria-label={several && customer !== '' ? strings.conversationWith(customer) : strings.conversation}
      data-column={conversationId}
      tabIndex={-1}
      onFocusCapture={onActive}
      onPointerDownCapture={onActive}
      className="relative flex h-full min-w-0 flex-1 flex-col border-line outline-none [[data-column]+&]:border-s"
    >
      {several && active && <span aria-hidden="true" className="absolute inset-x-0 top-0 z-10 h-0.5 bg-action" />}
      {conversation && !failed ? <ConversationHead conversation={conversation} {...head} /> : <ReturnBar onBack={head.onBack} />}
      {status === 'loading' && <LoadingTimeline />}
      {missing && <MissingTimeline />}
      {failed && !missing && (
        <FailedTimeline sentence={refusal && sentenceOfRefusal(refusal)} retry={() => location.reload()} />
      )}
      {status === 'ready' && (
        <TimelineView timeline={timeline} state={state} customer={customer} at={at} several={several} />
      )}
      {conversation && !failed && (
        <div className="shrink-0 px-2 pb-[max(8px,env(safe-area-inset-bottom))] two:px-4 two:pb-4">
          {conversation.status === 'closed' ? (
            <ClosedComposer customer={customer} />
          ) : (
            <Composer timeline={timeline} conversation={conversation} several={several} />
          )}
        </div>
      )}
    </section>
  );
}
