import { Button } from '@deskbell/ui';
import { useState, type FormEvent } from 'react';
import { useRecords } from '../../../shared/desk/records';
import { Choice } from '../../../shared/ui/Choice';
import { strings } from '../strings';

/** Characters a reason may have. */
const LONGEST = 500;
const SUPERVISORS = '';

/** Why somebody with more say shall look at it, and who. */
export function EscalateBody({ onEscalate }: { onEscalate: (reason: string, teamId?: string) => Promise<boolean> }) {
  const { data } = useRecords('teams');
  const [teamId, setTeamId] = useState(SUPERVISORS);
  const [busy, setBusy] = useState(false);
  const options = [
    { value: SUPERVISORS, words: strings.escalate.supervisors },
    ...(data ?? []).map(({ id, name }) => ({ value: id, words: name })),
  ];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (reason === '') return;
    setBusy(true);
    if (!(await onEscalate(reason, teamId === SUPERVISORS ? undefined : teamId))) setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 p-4">
      <label className="flex flex-col gap-1 text-meta">
        {strings.escalate.reason}
        <textarea data-begin name="reason" dir="auto" required rows={3} maxLength={LONGEST} className="field" />
      </label>
      <div className="flex items-center gap-2 text-meta">
        {strings.escalate.to}
        <Choice label={strings.escalate.to} value={teamId} options={options} onChange={setTeamId} />
      </div>
      <p className="text-label text-muted">{strings.escalate.meaning}</p>
      <Button type="submit" tone="action" disabled={busy} className="self-end">
        {strings.escalate.submit}
      </Button>
    </form>
  );
}
