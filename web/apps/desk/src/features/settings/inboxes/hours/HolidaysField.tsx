import { Button, Icon } from '@deskbell/ui';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Group } from '../../fields/Frame';
import type { Bound } from '../../kit/useForm';
import { strings } from './strings';

/** Days on which it is closed whatever the week says. */
export function HolidaysField({ value, onChange, error }: Bound<string[]>) {
  const [day, setDay] = useState('');
  const add = () => {
    if (day === '') return;
    onChange([...new Set([...value, day])].sort());
    setDay('');
  };
  return (
    <Group label={strings.holidays} hint={strings.holidaysHint} error={error}>
      <ul aria-label={strings.holidays} className="flex flex-wrap gap-1.5 empty:hidden">
        {value.map((holiday) => (
          <li key={holiday} className="flex items-center gap-1 rounded-corner bg-sunken ps-2 text-label">
            <time dateTime={holiday}>{dayWords(holiday)}</time>
            <button
              type="button"
              aria-label={strings.removeHoliday(dayWords(holiday))}
              onClick={() => onChange(value.filter((one) => one !== holiday))}
              className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-corner text-faint hover:text-ink"
            >
              <Icon of={X} className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="date"
          aria-label={strings.holiday}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          className="field w-auto! tabular-nums"
        />
        <Button aria-disabled={day === ''} onClick={add}>
          {strings.addHoliday}
        </Button>
      </div>
    </Group>
  );
}

const WORDS = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A day as people write it; it has no time zone. */
function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : WORDS.format(at);
}
