/** Until when something may rest, in the agent's own time zone. Pure: the present is passed in. */

/** One choice. */
export interface SnoozeChoice {
  readonly key: 'reply' | 'hour' | 'evening' | 'tomorrow' | 'week';
  /** RFC 3339; null is until the customer replies. */
  readonly until: string | null;
}

const EVENING = 18;
const MORNING = 9;
const MONDAY = 1;

/** The choices that make sense now, soonest first. */
export function snoozeChoices(now: number): readonly SnoozeChoice[] {
  const today = new Date(now);
  const at = (days: number, hour: number) => {
    const then = new Date(today);
    then.setDate(then.getDate() + days);
    then.setHours(hour, 0, 0, 0);
    return then.toISOString();
  };
  const toMonday = (MONDAY - today.getDay() + 7) % 7 || 7;
  const inAnHour = new Date(now + 60 * 60 * 1000);
  const choices: SnoozeChoice[] = [
    { key: 'reply', until: null },
    { key: 'hour', until: inAnHour.toISOString() },
    { key: 'evening', until: at(0, EVENING) },
    { key: 'tomorrow', until: at(1, MORNING) },
    { key: 'week', until: at(toMonday, MORNING) },
  ];
  // An evening that is nearer than the hour, or gone, is no choice.
  return choices.filter(({ key, until }) => key !== 'evening' || (until !== null && Date.parse(until) > inAnHour.getTime()));
}

/** The value of a field for date and time, in the agent's own zone: "2026-11-21T10:02". */
export function fieldValue(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
