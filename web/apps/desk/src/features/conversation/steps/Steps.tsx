import type { Conversation } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Check, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useOperations } from '../../../shared/desk/operations';
import { useAction } from '../../../shared/keys/actions';
import type { ActionId } from '../../../shared/keys/bindings';
import { useTeamwork } from '../../../shared/teamwork/teamwork';
import { strings } from '../strings';
import { StepSheets, type SheetName } from './StepSheets';
import { StepsMenu } from './StepsMenu';
import { stepsOf } from './stepsOf';

export interface StepsProps {
  conversation: Conversation;
  onDetails: () => void;
  /** Leaves the conversation. */
  onBack: () => void;
  /** Opens it beside another one; null where there is no room. */
  onBeside: (() => void) | null;
}

/** What can be done with a conversation as it stands: the nearest steps as buttons, all of them in a menu. */
export function Steps({ conversation, onDetails, onBack, onBeside }: StepsProps) {
  const { me } = useDesk();
  const { assign, resolve, reopen } = useOperations();
  const { wake, follow, markUnread } = useTeamwork();
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const { status, assigneeId } = conversation;
  const live = status === 'open' || status === 'active';
  const canTake = status !== 'closed' && assigneeId !== me.id;
  const take = () => void assign(conversation, me);
  const settle = () => void resolve(conversation);
  const open = () => void reopen(conversation);
  useAction('conversation.resolve', settle, live);
  useAction('conversation.reopen', open, status === 'resolved');

  const runs: { readonly [id in ActionId]?: () => void } = {
    'conversation.assign': take,
    'conversation.assignTo': () => setSheet('assign'),
    'conversation.queue': () => void assign(conversation, null),
    'conversation.transfer': () => setSheet('transfer'),
    'conversation.escalate': () => setSheet('escalate'),
    'conversation.snooze': () => setSheet('snooze'),
    'conversation.wake': () => void wake(conversation),
    // Whoever stays would have read it again at once.
    'conversation.unread': () => void markUnread(conversation).then((done) => done && onBack()),
    'conversation.follow': () => void follow(conversation, !(conversation.me?.follows ?? false)),
    'conversation.details': onDetails,
    'conversation.beside': onBeside ?? undefined,
    'conversation.transcript': () => setSheet('transcript'),
    'conversation.spam': () => setSheet('spam'),
    'conversation.close': () => setSheet('close'),
  };

  return (
    <div className="flex shrink-0 items-center gap-1.5">
      {canTake && (
        <Button size="small" className="hidden! @xl:inline-flex!" onClick={take}>
          {strings.assignToMe}
        </Button>
      )}
      {live && (
        <Button size="small" aria-label={strings.resolve} onClick={settle}>
          <Icon of={Check} /> <span className="hidden @md:inline">{strings.resolve}</span>
        </Button>
      )}
      {status === 'resolved' && (
        <Button size="small" aria-label={strings.reopen} onClick={open}>
          <Icon of={RotateCcw} /> <span className="hidden @md:inline">{strings.reopen}</span>
        </Button>
      )}
      <StepsMenu groups={stepsOf(conversation, me, onBeside !== null)} onStep={(id) => runs[id]?.()} />
      <StepSheets conversation={conversation} sheet={sheet} onSheet={setSheet} />
    </div>
  );
}
