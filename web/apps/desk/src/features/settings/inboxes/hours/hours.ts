/** Business hours as they are edited. Pure but for the zone of this machine. */
import type { BusinessHours, Opening, Weekday } from '@deskbell/protocol';
import type { Option } from '../../fields/SelectField';
import type { Problems } from '../../kit/problems';
import { strings } from './strings';

export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Stretches one day may have. */
export const MOST_OPENINGS = 6;

const WORKDAY: Opening = { from: '09:00', to: '17:00' };
/** Where a day ends that has no later minute. */
const MIDNIGHT = '24:00';

/** What business hours begin with: a working week where this browser is. */
export function firstHours(): BusinessHours {
  const workday = () => [{ ...WORKDAY }];
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: { mon: workday(), tue: workday(), wed: workday(), thu: workday(), fri: workday(), sat: [], sun: [] },
    holidays: [],
  };
}

/** The openings of a day with one more: a working day, or what comes after the last. */
export function withOneMore(openings: readonly Opening[]): Opening[] {
  const last = openings.at(-1);
  if (!last) return [{ ...WORKDAY }];
  const hour = Math.min(23, Number(last.to.slice(0, 2)) + 1);
  const two = (value: number) => String(value).padStart(2, '0');
  return [...openings, { from: `${two(hour)}:00`, to: hour + 2 > 23 ? MIDNIGHT : `${two(hour + 2)}:00` }];
}

/** What an end of day looks like in a field that knows no 24:00. */
export const toField = (time: string) => (time === MIDNIGHT ? '00:00' : time);
/** And back: nothing ends when its day begins. */
export const fromField = (time: string) => (time === '00:00' ? MIDNIGHT : time);

/** What is wrong with hours before the server is asked. */
export function hoursProblems(hours: BusinessHours | null): Problems {
  if (hours === null) return {};
  const found: Record<string, string> = {};
  for (const day of WEEKDAYS) {
    if ((hours.days[day] ?? []).some(({ from, to }) => from === '' || from >= to)) found[`businessHours.days.${day}`] = strings.backwards;
  }
  if (WEEKDAYS.every((day) => (hours.days[day] ?? []).length === 0)) found['businessHours.days'] = strings.never;
  return found;
}

/** Every time zone under the part of the world it is in, the one in use among them. */
export function zoneOptions(used: string): readonly Option[] {
  const known = Intl.supportedValuesOf('timeZone');
  const zones = new Set(['UTC', ...(known.includes(used) ? [] : [used]), ...known]);
  return [...zones].map((value) => ({
    value,
    words: value.replaceAll('_', ' '),
    group: value.includes('/') ? value.split('/', 1)[0] : strings.otherZones,
  }));
}
