import type { Tone } from './emoji';

/** Where small things are kept: text by key. */
export interface EmojiKeeper {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** What somebody used last, and their skin tone. */
export interface Habits {
  readonly recent: readonly string[];
  readonly tone: Tone;
}

const KEY = 'deskbell:emoji';
/** Two rows. */
const RECENT_MAX = 16;

/** What is kept; nothing where it cannot be read. */
export function habits(keeper: EmojiKeeper): Habits {
  try {
    const { recent, tone } = JSON.parse(keeper.get(KEY) ?? '') as Partial<Habits>;
    const known = Array.isArray(recent) ? recent.filter((one) => typeof one === 'string').slice(0, RECENT_MAX) : [];
    return { recent: known, tone: [1, 2, 3, 4, 5].includes(tone ?? 0) ? (tone as Tone) : 0 };
  } catch {
    return { recent: [], tone: 0 };
  }
}

/** Keeps the tone, and the emoji in front of those used before. */
export function keepHabits(keeper: EmojiKeeper, change: { used?: string; tone?: Tone }): void {
  const { recent, tone } = habits(keeper);
  const used = change.used === undefined ? recent : [change.used, ...recent.filter((one) => one !== change.used)].slice(0, RECENT_MAX);
  keeper.set(KEY, JSON.stringify({ recent: used, tone: change.tone ?? tone }));
}
