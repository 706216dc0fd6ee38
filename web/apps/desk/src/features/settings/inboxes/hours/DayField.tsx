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
    <div role="group" aria-label={name} className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1 py-2 two:grid-cols-[6rem_1fr_auto]">
      <span className="col-start-1 row-start-1 self-center text-meta font-medium two:self-start two:pt-1.5">{name}</span>
      <div className="col-span-2 row-start-2 flex min-w-0 flex-col gap-2 two:col-start-2 two:col-end-3 two:row-start-1">
        {openings.length === 0 && <span className="text-meta text-muted two:pt-1.5">{strings.closed}</span>}
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
        <IconButton
          of={Plus}
          size="small"
          className="col-start-2 row-start-1 two:col-start-3"
          label={strings.addOpening(name)}
          onClick={() => onChange(withOneMore(openings))}
        />
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
      className="field w-auto! min-w-0 flex-1 tabular-nums two:flex-none"
    />
  );
}
