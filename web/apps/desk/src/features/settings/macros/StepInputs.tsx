import type { MacroAction, Priority } from '@deskbell/protocol';
import { useColleagues } from '../../../shared/desk/queries';
import { useRecords } from '../../../shared/desk/records';
import { priorityWords } from '../../../shared/words/words';
import { AreaField } from '../fields/AreaField';
import { NumberField } from '../fields/NumberField';
import { SelectField, type Option } from '../fields/SelectField';
import { strings } from './strings';

const LONGEST = 5000;
const PRIORITIES = (Object.keys(priorityWords) as Priority[]).map((value) => ({ value, words: priorityWords[value] }));
const CHOOSE: Option = { value: '', words: strings.choose };
/** The choice that stands for nobody: the queue. */
const QUEUE = 'queue';

export interface StepInputsProps {
  step: MacroAction;
  onChange: (step: MacroAction) => void;
}

/** What one step of a macro has to know. */
export function StepInputs({ step, onChange }: StepInputsProps) {
  switch (step.type) {
    case 'reply':
    case 'note':
      return <AreaField quiet label={strings.text} value={step.content} onChange={(content) => onChange({ ...step, content })} most={LONGEST} rows={3} />;
    case 'assign':
      return <AssignInput agentId={step.agentId} onChange={(agentId) => onChange({ ...step, agentId })} />;
    case 'transferTeam':
      return <RecordInput kind="teams" label={strings.team} value={step.teamId} onChange={(teamId) => onChange({ ...step, teamId })} />;
    case 'priority':
      return (
        <SelectField quiet label={strings.priority} value={step.priority} options={PRIORITIES} onChange={(priority) => onChange({ ...step, priority })} />
      );
    case 'category':
      return (
        <RecordInput kind="categories" label={strings.category} value={step.category} onChange={(category) => onChange({ ...step, category })} />
      );
    case 'addLabel':
    case 'removeLabel':
      return <RecordInput kind="labels" label={strings.label} value={step.label} onChange={(label) => onChange({ ...step, label })} />;
    case 'snooze':
      return (
        <NumberField
          quiet
          label={strings.snooze}
          unit={strings.minutes}
          value={step.minutes}
          onChange={(minutes) => onChange({ ...step, minutes: minutes ?? 0 })}
        />
      );
    case 'resolve':
    case 'close':
      return null;
  }
}

function AssignInput({ agentId, onChange }: { agentId: string | null; onChange: (agentId: string | null) => void }) {
  const colleagues = useColleagues();
  const options = [
    { value: 'me', words: strings.whoRuns },
    { value: QUEUE, words: strings.queue },
    ...colleagues.map(({ id, name }) => ({ value: id, words: name })),
  ];
  return (
    <SelectField
      quiet
      label={strings.agent}
      value={agentId ?? QUEUE}
      options={options}
      onChange={(next) => onChange(next === QUEUE ? null : next)}
    />
  );
}

interface RecordInputProps {
  kind: 'teams' | 'categories' | 'labels';
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** One of a collection. Conversations carry labels by their name, categories by their key. */
function RecordInput({ kind, label, value, onChange }: RecordInputProps) {
  const records = useRecords(kind).data ?? [];
  const options = records.map((one) => ({ value: 'key' in one ? one.key : 'color' in one ? one.name : one.id, words: one.name }));
  return <SelectField quiet label={label} value={value} options={[CHOOSE, ...options]} onChange={onChange} />;
}
