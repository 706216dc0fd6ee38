import type { CustomerPresence } from '@deskbell/protocol';
import { dayKey } from '@deskbell/ui';
import { spoken } from '../languages/speech';
import { strings } from '../strings';

/** Whether what is written now is answered later, and from when on, as one says it; null when nobody knows. */
export interface Answering {
  readonly leaving: boolean;
  readonly opening: string | null;
}

/** What presence means for somebody who is about to write; unknown presence promises nothing and denies nothing. */
export function answering(presence: CustomerPresence | null): Answering {
  const { available = true, leaveMessage = !available, opensAt = null } = presence ?? {};
  return { leaving: leaveMessage, opening: leaveMessage && opensAt !== null ? openingWords(opensAt) : null };
}

/** Nobody answers and nothing can be left: one waits in line all the same. */
export function presenceWords(presence: CustomerPresence): string {
  const { leaving, opening } = answering(presence);
  const words = strings.presence;
  if (leaving) return presence.available ? words.busy(opening) : words.nobody(opening);
  return presence.available ? words.here(Math.max(presence.onlineCount, 1)) : words.inTurn;
}

const DAY_MS = 86_400_000;

/** "9:00" today, "Monday 9:00" within days, then with the date: each stays true while it is on screen. */
export function openingWords(at: string, now = Date.now(), locale = spoken.get()): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (dayKey(at) !== dayKey(now)) options.weekday = 'long';
  if (Date.parse(at) - now > 6 * DAY_MS) Object.assign(options, { day: 'numeric', month: 'long' });
  return new Intl.DateTimeFormat(locale, options).format(new Date(at));
}
