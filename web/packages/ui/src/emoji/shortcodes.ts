import lines from 'virtual:emoji/shortcodes';

/** Names offered at once. */
const OFFERED_MAX = 6;
/** A colon at a word's start and two letters ask for the list. */
const ASKED = /(?:^|\s):([a-z\d_+-]{2,40})$/u;

const codes = new Map(lines.split('\n').map((line) => line.split(' ') as [string, string]));

/** The emoji a short name stands for. */
export const emojiOfCode = (name: string): string | undefined => codes.get(name);

/** What could be meant by the unfinished name that ends before the caret. */
export interface Asked {
  /** Where its colon stands. */
  readonly start: number;
  readonly offers: readonly { readonly name: string; readonly emoji: string }[];
}

/** Null where no name is being written, or none begins like it. */
export function codesAt(text: string, caret: number): Asked | null {
  const name = ASKED.exec(text.slice(0, caret))?.[1];
  if (name === undefined) return null;
  const all = [...codes].map(([code, emoji]) => ({ name: code, emoji }));
  const begin = all.filter((one) => one.name.startsWith(name));
  const hold = all.filter((one) => !one.name.startsWith(name) && one.name.includes(name));
  const offers = [...begin, ...hold].slice(0, OFFERED_MAX);
  return offers.length > 0 ? { start: caret - name.length - 1, offers } : null;
}
