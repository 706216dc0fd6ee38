import type { Priority, SlaSettings, SlaTarget } from '@deskbell/protocol';
import { useId, useState } from 'react';
import { priorityWords } from '../../../shared/words/words';
import { ErrorLine, Group } from '../fields/Frame';
import { durationText, minutesOf, UNREADABLE } from './duration';
import { strings } from './strings';

const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'medium', 'low'];
const TARGETS: readonly (readonly [keyof SlaTarget, string])[] = [
  ['firstResponseMinutes', strings.firstResponse],
  ['nextResponseMinutes', strings.nextResponse],
  ['resolutionMinutes', strings.resolution],
];

export interface TargetsFieldProps {
  targets: SlaSettings['targets'];
  onChange: (targets: SlaSettings['targets']) => void;
  problem: (name: string) => string | undefined;
}

/** A target for each priority and each kind of wait. */
export function TargetsField({ targets, onChange, problem }: TargetsFieldProps) {
  return (
    <Group label={strings.targets} hint={strings.targetsHint}>
      <div aria-hidden="true" className="hidden grid-cols-[6rem_repeat(3,minmax(0,1fr))] gap-2 text-label text-muted two:grid">
        <span>{strings.priority}</span>
        {TARGETS.map(([name, words]) => (
          <span key={name}>{words}</span>
        ))}
      </div>
      {PRIORITIES.map((priority) => (
        <div key={priority} className="grid grid-cols-3 items-start gap-2 two:grid-cols-[6rem_repeat(3,minmax(0,1fr))]">
          <span className="col-span-3 pt-1.5 text-meta font-medium two:col-span-1">{priorityWords[priority]}</span>
          {TARGETS.map(([name, words]) => (
            <Cell
              key={name}
              words={words}
              label={strings.cell(priorityWords[priority], words)}
              value={targets[priority][name] ?? null}
              onChange={(minutes) => onChange({ ...targets, [priority]: { ...targets[priority], [name]: minutes } })}
              error={problem(`sla.targets.${priority}.${name}`)}
            />
          ))}
        </div>
      ))}
    </Group>
  );
}

interface CellProps {
  words: string;
  label: string;
  value: number | null;
  onChange: (minutes: number | null) => void;
  error: string | undefined;
}

/** One target: as it is written while somebody writes, else as it is read. */
function Cell({ words, label, value, onChange, error }: CellProps) {
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  // What was written stands as long as it means the value, so that “90” does not become “1 h 30 min” under the fingers.
  const shown = text !== null && minutesOf(text) === value ? text : durationText(value);
  return (
    <span className="flex min-w-0 flex-col gap-1">
      <span aria-hidden="true" className="text-label text-muted two:hidden">
        {words}
      </span>
      <input
        dir="auto"
        value={shown}
        placeholder={strings.noTarget}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          onChange(minutesOf(event.target.value));
        }}
        onBlur={() => value !== UNREADABLE && setText(null)}
        className="field tabular-nums"
      />
      <ErrorLine id={id} error={error} />
    </span>
  );
}
