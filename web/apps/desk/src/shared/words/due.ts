/** When something is due and until when it rests, in words. Pure: the present is passed in. */
import type { Due } from '@deskbell/protocol';
import { clockTime, dayName, shortDate, toMs, type DotTone } from '@deskbell/ui';
import { isolated } from './bidi';
import { span } from './span';

/** What is due. */
const dueKinds: Record<Due['kind'], string> = {
  firstResponse: 'First reply',
  nextResponse: 'Reply',
  resolution: 'Resolution',
};

/** "First reply due in 12 minutes", "First reply late by 3 minutes". */
export function dueWords({ kind, at }: Due, now: number): string {
  const left = toMs(at) - now;
  const name = dueKinds[kind];
  if (left <= 0) return `${name} late by ${span(-left)}`;
  return left < 60_000 ? `${name} due within a minute` : `${name} due in ${span(left)}`;
}

/** The mark beside the words: red when its time has passed, brass when a warning was given. */
export function dueTone({ at, warned, breached }: Due, now: number): DotTone {
  if (breached || toMs(at) <= now) return 'bad';
  return warned ? 'brass' : 'faint';
}

/** A moment near `now`: "15:30", "Tuesday 09:00", "12 Mar 09:00". */
export function momentWords(at: string, now: string | number): string {
  const [then, present] = [toMs(at), toMs(now)];
  const time = clockTime(then);
  const day = dayName(then, present);
  if (day === dayName(present, present)) return isolated(time);
  if (day === dayName(present + DAY, present)) return `tomorrow ${isolated(time)}`;
  // Seen from two days later a day is called by its weekday alone.
  const near = then > present && then - present < 6 * DAY;
  return isolated(`${near ? dayName(then, then + 2 * DAY) : shortDate(then, present)} ${time}`);
}

const DAY = 24 * 60 * 60 * 1000;
