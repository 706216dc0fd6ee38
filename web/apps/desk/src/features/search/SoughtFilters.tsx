import { Button } from '@deskbell/ui';
import { useNames, type Named } from '../../shared/desk/names';
import { Choice } from '../../shared/ui/Choice';
import { ColorMark } from '../../shared/ui/ColorMark';
import { statusWords } from '../../shared/words/words';
import { isNarrowed, STATUSES, type Sought } from './query';
import { strings } from './strings';

export interface SoughtFiltersProps {
  sought: Sought;
  onSought: (change: Partial<Sought>) => void;
}

const STATUS_OPTIONS = [
  { value: '', words: strings.anyStatus },
  ...STATUSES.map((value) => ({ value, words: statusWords[value] })),
];

/** Narrows a search by status, agent, label and days. */
export function SoughtFilters({ sought, onSought }: SoughtFiltersProps) {
  const names = useNames();
  const orNothing = <T extends string>(value: T | '') => (value === '' ? undefined : value);
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-1 gap-y-1.5">
      <Choice
        label={strings.status}
        value={sought.status ?? ''}
        options={STATUS_OPTIONS}
        onChange={(value) => onSought({ status: orNothing(value) as Sought['status'] })}
      />
      <Choice
        label={strings.agent}
        value={sought.agent ?? ''}
        options={optionsOf(strings.anyAgent, names.agent)}
        onChange={(value) => onSought({ agent: orNothing(value) })}
        className="max-w-44"
      />
      {names.label.length > 0 && (
        <Choice
          label={strings.label}
          value={sought.label ?? ''}
          options={optionsOf(strings.anyLabel, names.label)}
          onChange={(value) => onSought({ label: orNothing(value) })}
          className="max-w-44"
        />
      )}
      <Day words={strings.from} value={sought.from} onChange={(from) => onSought({ from })} max={sought.to} />
      <Day words={strings.to} value={sought.to} onChange={(to) => onSought({ to })} min={sought.from} />
      {isNarrowed(sought) && (
        <Button
          tone="plain"
          size="small"
          className="text-link"
          onClick={() => onSought({ status: undefined, agent: undefined, label: undefined, from: undefined, to: undefined })}
        >
          {strings.clearFilters}
        </Button>
      )}
    </div>
  );
}

interface DayProps {
  words: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  min?: string;
  max?: string;
}

function Day({ words, value, onChange, min, max }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 ps-2 text-meta text-muted">
      {words}
      <input
        type="date"
        className="field w-31! px-1.5! py-0.5! text-ink!"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
    </label>
  );
}

function optionsOf(any: string, named: readonly Named[]) {
  const some = named.map(({ value, words, color }) => ({ value, words, mark: color === undefined ? undefined : <ColorMark color={color} /> }));
  return [{ value: '', words: any }, ...some];
}
