import { Button, Icon } from '@deskbell/ui';
import { AlarmClock, CalendarClock, MessageSquareReply } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { begin } from '../../../shared/hooks/begin';
import { PickList, type PickItem } from '../../../shared/pick/PickList';
import { parts } from '../../../shared/words/bidi';
import { momentWords } from '../../../shared/words/due';
import { fieldValue, snoozeChoices } from './snoozeChoices';
import { strings } from '../strings';

const MINUTE = 60_000;
/** Longer than a year is not a pause any more. */
const LONGEST = 366 * 24 * 60 * MINUTE;

interface Choice extends PickItem {
  /** Undefined asks for a date and a time. */
  readonly until: string | null | undefined;
}

/** Until when a conversation rests: one of a few moments, or any. */
export function SnoozeBody({ onSnooze }: { onSnooze: (until: string | null) => void }) {
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState(false);
  if (own) return <OwnMoment now={now} onSnooze={onSnooze} />;
  const choices = snoozeChoices(now).map(
    ({ key, until }): Choice => ({
      key,
      until,
      words: strings.snooze.choices[key],
      mark: <Icon of={until === null ? MessageSquareReply : AlarmClock} className="text-faint" />,
      ...(until === null ? {} : { aside: parts(momentWords(until, now)).map(({ text }) => text).join('') }),
    }),
  );
  const other: Choice = {
    key: 'own',
    until: undefined,
    words: strings.snooze.own,
    mark: <Icon of={CalendarClock} className="text-faint" />,
  };
  return (
    <PickList
      label={strings.snooze.title}
      placeholder={strings.snooze.placeholder}
      nothing={strings.snooze.nothing}
      items={[...choices, other]}
      onPick={({ until }) => (until === undefined ? setOwn(true) : onSnooze(until))}
    />
  );
}

function OwnMoment({ now, onSnooze }: { now: number; onSnooze: (until: string | null) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('until'));
    onSnooze(new Date(value).toISOString());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-4">
      <label className="flex flex-col gap-1 text-meta">
        {strings.snooze.until}
        <input
          ref={begin}
          type="datetime-local"
          name="until"
          required
          min={fieldValue(now + MINUTE)}
          max={fieldValue(now + LONGEST)}
          defaultValue={fieldValue(nextMorning(now))}
          className="field"
        />
      </label>
      <p className="text-label text-muted">{strings.snooze.zone(Intl.DateTimeFormat().resolvedOptions().timeZone)}</p>
      <Button type="submit" tone="action" className="self-end">
        {strings.snooze.submit}
      </Button>
    </form>
  );
}

function nextMorning(now: number): number {
  const tomorrow = snoozeChoices(now).find(({ key }) => key === 'tomorrow');
  return Date.parse(tomorrow?.until ?? '');
}
