import type { Conversation } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { LockKeyhole } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { begin } from '../../../shared/hooks/begin';
import { GoalList } from '../../../shared/pick/GoalList';
import type { Goal } from '../../../shared/teamwork/teamwork';
import { Sentence } from '../../../shared/ui/Sentence';
import { isolated } from '../../../shared/words/bidi';
import { strings } from '../strings';

/** Characters a note may have. */
const LONGEST = 5000;

export interface TransferBodyProps {
  conversation: Conversation;
  onTransfer: (to: Goal, note: string) => Promise<boolean>;
}

/** To whom a conversation goes on, a word for them, and what the customer will see of it. */
export function TransferBody({ conversation, onTransfer }: TransferBodyProps) {
  const [to, setTo] = useState<Goal | null>(null);
  const [busy, setBusy] = useState(false);
  const { customer, assigneeId } = conversation;
  if (!to) return <GoalList label={strings.transfer.to} teams but={assigneeId} onPick={setTo} />;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note'));
    setBusy(true);
    if (!(await onTransfer(to, note))) setBusy(false);
  };
  const sees = to.kind === 'agent' ? strings.transfer.seesAgent : strings.transfer.seesTeam;
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 p-4">
      <p className="flex items-center gap-2 text-message">
        <span className="min-w-0 flex-1 truncate">
          <Sentence>{strings.transfer.goes(isolated(to.name))}</Sentence>
        </span>
        <Button tone="plain" size="small" className="text-link!" onClick={() => setTo(null)}>
          {strings.transfer.change}
        </Button>
      </p>
      <label className="flex flex-col gap-1 text-meta">
        <span className="flex items-center gap-1.5">
          <Icon of={LockKeyhole} className="size-3.5" />
          {strings.transfer.note}
        </span>
        <textarea
          ref={begin}
          name="note"
          dir="auto"
          rows={3}
          maxLength={LONGEST}
          className="field border-note-edge! bg-note!"
        />
      </label>
      <p className="text-label text-muted">
        <Sentence>{sees(isolated(customer?.name ?? ''), isolated(to.name))}</Sentence>
      </p>
      <Button type="submit" tone="action" disabled={busy} className="self-end">
        {strings.transfer.submit}
      </Button>
    </form>
  );
}
