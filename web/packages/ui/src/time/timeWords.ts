/** Times as words, in the reader's language and time zone. Pure: the present is passed in. */

/** An instant: RFC 3339 text as it comes over the wire, or ms since 1970. */
export type Instant = string | number;

/** A language tag; absent, the one told by {@link speakTimes}, else the browser's. */
export type Locale = string | undefined;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What times are said in where nobody says otherwise. */
let spoken: Locale;

/** Says times in this language from now on. */
export function speakTimes(locale: Locale): void {
  spoken = locale;
}

/** Making an Intl formatter costs far more than using it, and a list uses hundreds. */
const made = new Map<string, unknown>();

function once<T>(kind: string, asked: Locale, make: (locale: Locale) => T): T {
  const locale = asked ?? spoken;
  const key = `${kind} ${locale ?? ''}`;
  let formatter = made.get(key) as T | undefined;
  if (formatter === undefined) made.set(key, (formatter = make(locale)));
  return formatter;
}

const date = (locale: Locale, options: Intl.DateTimeFormatOptions) =>
  once(JSON.stringify(options), locale, (locale) => new Intl.DateTimeFormat(locale, options));
const relative = (locale: Locale) =>
  once('relative', locale, (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const amount = (locale: Locale, unit: 'minute' | 'hour' | 'day', value: number) =>
  once(unit, locale, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' })).format(value);

/** The instant in ms since 1970. */
export const toMs = (at: Instant): number => (typeof at === 'number' ? at : Date.parse(at));

/** The first letter as a sentence has it: Intl says "today", a line of its own wants "Today". */
function capital(text: string, locale: Locale): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(locale ?? spoken) + rest.join('');
}

/** Whole days between two local calendar days: 0 for the same day, 1 for yesterday, whatever the clock did between. */
function daysBetween(earlier: number, later: number): number {
  const noon = (ms: number) => new Date(ms).setHours(12, 0, 0, 0);
  return Math.round((noon(later) - noon(earlier)) / DAY);
}

/** Time of day: "10:02". */
export const clockTime = (at: Instant, locale?: Locale): string =>
  date(locale, { hour: 'numeric', minute: '2-digit' }).format(toMs(at));

/** Day and time in full: "Monday, 21 November 2026 at 10:02". */
export const exactTime = (at: Instant, locale?: Locale): string =>
  date(locale, { dateStyle: 'full', timeStyle: 'short' }).format(toMs(at));

/** A day for a narrow place: "12 Mar", with the year when it is another one. */
export function shortDate(at: Instant, now: number, locale?: Locale): string {
  const sameYear = new Date(toMs(at)).getFullYear() === new Date(now).getFullYear();
  return date(locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(toMs(at));
}

/** How long ago, for a narrow column: "now", "2m", "3h", "5d", then the date. A future instant is "now". */
export function shortAge(at: Instant, now: number, locale?: Locale): string {
  const age = now - toMs(at);
  if (age < MINUTE) return relative(locale).format(0, 'second');
  if (age < HOUR) return amount(locale, 'minute', Math.floor(age / MINUTE));
  if (age < DAY) return amount(locale, 'hour', Math.floor(age / HOUR));
  if (age < 7 * DAY) return amount(locale, 'day', Math.floor(age / DAY));
  return shortDate(at, now, locale);
}

/** How long ago, in words: "now", "2 minutes ago", "yesterday", then the date. A future instant is "now". */
export function longAge(at: Instant, now: number, locale?: Locale): string {
  const age = now - toMs(at);
  const words = relative(locale);
  if (age < MINUTE) return words.format(0, 'second');
  if (age < HOUR) return words.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return words.format(-Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return words.format(-daysBetween(toMs(at), now), 'day');
  return shortDate(at, now, locale);
}

/** The local calendar day an instant falls on, as a key to group by: "2026-11-21". */
export function dayKey(at: Instant): string {
  const day = new Date(toMs(at));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A day as a heading: "Today", "Yesterday", "Monday" within the week, then "Monday, 2 November" and the year if it is another. */
export function dayName(at: Instant, now: number, locale?: Locale): string {
  const ago = daysBetween(toMs(at), now);
  if (ago === 0 || ago === 1) return capital(relative(locale).format(-ago, 'day'), locale);
  if (ago > 1 && ago < 7) return capital(date(locale, { weekday: 'long' }).format(toMs(at)), locale);
  const sameYear = new Date(toMs(at)).getFullYear() === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
  return capital(date(locale, sameYear ? options : { ...options, year: 'numeric' }).format(toMs(at)), locale);
}
