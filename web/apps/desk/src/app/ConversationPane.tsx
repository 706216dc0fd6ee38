import { useTimeline } from '@deskbell/react';
import { useState, type ReactNode } from 'react';
import { ClosedComposer, Composer } from '../features/composer/Composer';
import { ConversationHead } from '../features/conversation/ConversationHead';
import { Details } from '../features/details/Details';
import { FailedTimeline, LoadingTimeline, MissingTimeline } from '../features/timeline/TimelineStates';
import { TimelineView } from '../features/timeline/TimelineView';
import { useConversation } from '../shared/desk/queries';
import { usePrefs } from '../shared/desk/prefs';
import { THREE_COLUMNS, useMedia } from '../shared/hooks/useMedia';
import { useAction } from '../shared/keys/actions';
import { Sheet } from '../shared/ui/Sheet';
import { sentenceOfRefusal } from '../shared/words/errors';
import { ReturnBar } from './ReturnBar';
import { strings } from './strings';

export interface ConversationPaneProps {
  conversationId: string;
  onBack: () => void;
  renderLink: (id: string, props: { className: string; children: ReactNode }) => ReactNode;
}

/** One conversation: head, timeline, composer, and the details beside it or over it. */
export function ConversationPane({ conversationId, onBack, renderLink }: ConversationPaneProps) {
  const { timeline, state } = useTimeline(conversationId);
  const known = useConversation(conversationId);
  const conversation = known ?? state.conversation;
  const roomy = useMedia(THREE_COLUMNS);
  const { details, set } = usePrefs();
  const [sheet, setSheet] = useState(false);
  const beside = roomy && details;
  const toggle = () => (roomy ? set({ details: !details }) : setSheet(!sheet));
  useAction('conversation.details', toggle, conversation !== null);

  const { status, refusal } = state;
  const customer = conversation?.customer?.name ?? '';
  // An address that cannot be one names no conversation either.
  const missing = status === 'missing' || (status === 'error' && refusal?.code === 'invalid');
  const failed = missing || status === 'error';
  return (
    <>
      <section aria-label={strings.conversation} className="flex h-full min-w-0 flex-1 flex-col">
        {conversation && !failed ? (
          <ConversationHead conversation={conversation} onBack={onBack} detailsShown={beside || sheet} onDetails={toggle} />
        ) : (
          <ReturnBar onBack={onBack} />
        )}
        {status === 'loading' && <LoadingTimeline />}
        {missing && <MissingTimeline />}
        {failed && !missing && (
          <FailedTimeline sentence={refusal && sentenceOfRefusal(refusal)} retry={() => location.reload()} />
        )}
        {status === 'ready' && <TimelineView timeline={timeline} state={state} customer={customer} />}
        {conversation && !failed && (
          <div className="shrink-0 px-2 pb-[max(8px,env(safe-area-inset-bottom))] two:px-4 two:pb-4">
            {conversation.status === 'closed' ? (
              <ClosedComposer customer={customer} />
            ) : (
              <Composer timeline={timeline} customer={customer} />
            )}
          </div>
        )}
      </section>
      {conversation && beside && (
        <aside aria-label={strings.details} className="h-full w-72 shrink-0 overflow-y-auto border-s border-line bg-surface">
          <Details conversation={conversation} renderLink={renderLink} />
        </aside>
      )}
      {conversation && !roomy && (
        <Sheet open={sheet} onOpenChange={setSheet} title={strings.details} place="side">
          <Details conversation={conversation} renderLink={renderLink} />
        </Sheet>
      )}
    </>
  );
}
