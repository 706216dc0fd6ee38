import type { Opening } from '@deskbell/protocol';
import { Plus, X } from 'lucide-react';
import { IconButton } from '../../../../shared/ui/IconButton';
import { fromField, MOST_OPENINGS, toField, withOneMore } from './hours';
import { strings } from './strings';

export interface DayFieldProps {
  /** "Monday" */
  name: string;
  openings: readonly Opening[];
  onChange: (openings: Opening[]) => void;
  wrong: boolean;
}

/** The hours of one day: none, or one stretch after the other. */
export function DayField({ name, openings, onChange, wrong }: DayFieldProps) {
  const change = (at: number, part: Partial<Opening>) =>
    onChange(openings.map((opening, index) => (index === at ? { ...opening, ...part } : opening)));
  return (
    <div role="group" aria-label={name} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
      <span className="w-full pt-1.5 text-meta font-medium two:w-24">{name}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {openings.length === 0 && <span className="pt-1.5 text-meta text-muted">{strings.closed}</span>}
        {openings.map(({ from, to }, index) => (
          <div key={index} className="flex items-center gap-2">
            <Time label={strings.from(name, index + 1)} value={from} wrong={wrong} onChange={(time) => change(index, { from: time })} />
            <span className="text-meta text-muted">{strings.until}</span>
            <Time
              label={strings.to(name, index + 1)}
              value={toField(to)}
              wrong={wrong}
              onChange={(time) => change(index, { to: fromField(time) })}
            />
            <IconButton
              of={X}
              size="small"
              label={strings.removeOpening(name, index + 1)}
              onClick={() => onChange(openings.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      </div>
      {openings.length < MOST_OPENINGS && (
        <IconButton of={Plus} size="small" label={strings.addOpening(name)} onClick={() => onChange(withOneMore(openings))} />
      )}
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  wrong: boolean;
  onChange: (time: string) => void;
}

function Time({ label, value, wrong, onChange }: TimeProps) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="field w-auto! min-w-0 tabular-nums"
    />
  );
}
