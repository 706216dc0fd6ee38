import type { Conversation } from '@deskbell/protocol';
import { useOperations } from '../../../shared/desk/operations';
import { GoalList } from '../../../shared/pick/GoalList';
import { useTeamwork } from '../../../shared/teamwork/teamwork';
import { Confirm } from '../../../shared/ui/Confirm';
import { Sheet } from '../../../shared/ui/Sheet';
import { strings } from '../strings';
import { EscalateBody } from './EscalateSheet';
import { SnoozeBody } from './SnoozeSheet';
import { TranscriptBody } from './TranscriptSheet';
import { TransferBody } from './TransferSheet';

const SHEETS = ['assign', 'transfer', 'escalate', 'snooze', 'transcript'] as const;
type Asking = (typeof SHEETS)[number];

/** What a step asks before it is done. */
export type SheetName = Asking | 'spam' | 'close';

export interface StepSheetsProps {
  conversation: Conversation;
  sheet: SheetName | null;
  onSheet: (sheet: SheetName | null) => void;
}

/** The question of the step that is being taken. */
export function StepSheets({ conversation, sheet, onSheet }: StepSheetsProps) {
  const { close } = useOperations();
  const { spam } = useTeamwork();
  const asking = SHEETS.find((one) => one === sheet) ?? null;
  const shut = () => onSheet(null);
  const name = conversation.customer?.name ?? '';
  return (
    <>
      <Sheet open={asking !== null} onOpenChange={shut} title={asking ? strings.sheets[asking] : ''}>
        {asking && <Question asking={asking} conversation={conversation} shut={shut} />}
      </Sheet>
      <Confirm
        open={sheet === 'close'}
        onOpenChange={shut}
        {...strings.closing}
        meaning={strings.closing.meaning(name)}
        onYes={() => void close(conversation)}
      />
      <Confirm
        open={sheet === 'spam'}
        onOpenChange={shut}
        {...strings.spam}
        meaning={strings.spam.meaning(name)}
        onYes={() => void spam(conversation)}
      />
    </>
  );
}

function Question({ asking, conversation, shut }: { asking: Asking; conversation: Conversation; shut: () => void }) {
  const { assign } = useOperations();
  const { transfer, escalate, snooze } = useTeamwork();
  const andShut = async (work: Promise<boolean>) => {
    const done = await work;
    if (done) shut();
    return done;
  };
  switch (asking) {
    case 'assign':
      return (
        <GoalList
          label={strings.sheets.assign}
          but={conversation.assigneeId}
          onPick={(to) => void andShut(assign(conversation, to))}
        />
      );
    case 'transfer':
      return <TransferBody conversation={conversation} onTransfer={(to, note) => andShut(transfer(conversation, to, note))} />;
    case 'escalate':
      return <EscalateBody onEscalate={(reason, teamId) => andShut(escalate(conversation, reason, teamId))} />;
    case 'snooze':
      return <SnoozeBody onSnooze={(until) => void andShut(snooze(conversation, until))} />;
    case 'transcript':
      return <TranscriptBody conversationId={conversation.id} />;
  }
}
