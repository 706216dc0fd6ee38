import type { SlaSettings } from '@deskbell/protocol';
import { useRecords } from '../../../shared/desk/records';
import { RadioField } from '../fields/choices';
import { NumberField } from '../fields/NumberField';
import { SelectField } from '../fields/SelectField';
import { FormCard } from '../kit/FormCard';
import type { Problems } from '../kit/problems';
import { useForm } from '../kit/useForm';
import { UNREADABLE } from './duration';
import { useChangeOrganisation } from './settings';
import { strings } from './strings';
import { TargetsField } from './TargetsField';

type To = SlaSettings['escalate']['to'];
const ESCALATE = (Object.keys(strings.escalateOptions) as To[]).map((value) => ({
  value,
  words: strings.escalateOptions[value][0],
  meaning: strings.escalateOptions[value][1],
}));

function check({ sla: { targets, warnPercent, escalate } }: { sla: SlaSettings }): Problems {
  const found: Record<string, string> = {};
  for (const [priority, target] of Object.entries(targets)) {
    for (const [name, minutes] of Object.entries(target)) {
      if (minutes === UNREADABLE) found[`sla.targets.${priority}.${name}`] = strings.durationWrong;
    }
  }
  if (warnPercent > 100) found['sla.warnPercent'] = strings.warnWrong;
  if (escalate.to === 'team' && !escalate.teamId) found['sla.escalate.teamId'] = strings.teamMissing;
  return found;
}

/** How long customers wait at most, and what happens when they wait longer. */
export function SlaForm({ sla }: { sla: SlaSettings }) {
  const save = useChangeOrganisation();
  const teams = useRecords('teams').data ?? [];
  const form = useForm({ initial: { sla }, check, save });
  const now = form.values.sla;
  const set = (change: Partial<SlaSettings>) => form.set({ sla: { ...now, ...change } });
  return (
    <FormCard form={form} title={strings.sla} meaning={strings.slaMeaning}>
      <TargetsField targets={now.targets} onChange={(targets) => set({ targets })} problem={form.problem} />
      <NumberField
        label={strings.warn}
        hint={strings.warnHint}
        unit={strings.percent}
        zero={strings.never}
        value={now.warnPercent}
        onChange={(warnPercent) => set({ warnPercent: warnPercent ?? 0 })}
        error={form.problem('sla.warnPercent')}
      />
      <RadioField
        label={strings.escalate}
        options={ESCALATE}
        value={now.escalate.to}
        onChange={(to) => set({ escalate: to === 'team' ? { ...now.escalate, to } : { to } })}
        error={form.problem('sla.escalate.to')}
      />
      {now.escalate.to === 'team' && (
        <SelectField
          label={strings.escalateTeam}
          value={now.escalate.teamId ?? ''}
          options={[{ value: '', words: strings.chooseTeam }, ...teams.map(({ id, name }) => ({ value: id, words: name }))]}
          onChange={(teamId) => set({ escalate: { to: 'team', teamId } })}
          error={form.problem('sla.escalate.teamId')}
        />
      )}
    </FormCard>
  );
}
