import { useNow } from './clock';
import { clockTime, dayName, exactTime, longAge, shortAge, toMs } from './timeWords';
import type { Instant, Locale } from './timeWords';

export interface TimeTextProps {
  at: Instant;
  /** short: "2m" · long: "2 minutes ago" · clock: "10:02". */
  format?: 'short' | 'long' | 'clock';
  locale?: Locale;
  className?: string;
}

const FORMATS = { short: shortAge, long: longAge, clock: (at: Instant, _now: number, locale: Locale) => clockTime(at, locale) };

/** A time as people say it, kept current; the exact one on hover. Nothing when the instant cannot be read. */
export function TimeText({ at, format = 'short', locale, className }: TimeTextProps) {
  const now = useNow();
  const ms = toMs(at);
  if (!Number.isFinite(ms)) return null;
  return (
    <time dateTime={new Date(ms).toISOString()} title={exactTime(ms, locale)} className={className}>
      {FORMATS[format](ms, now, locale)}
    </time>
  );
}

export interface DaySeparatorProps {
  /** Any instant of the day. */
  at: Instant;
  locale?: Locale;
  className?: string;
}

/** The line between two days of a timeline; "Today" becomes "Yesterday" at midnight by itself. */
export function DaySeparator({ at, locale, className = '' }: DaySeparatorProps) {
  const day = dayName(at, useNow(), locale);
  return (
    <div className={`db-day ${className}`} role="separator" aria-label={day}>
      <span aria-hidden="true">{day}</span>
    </div>
  );
}
