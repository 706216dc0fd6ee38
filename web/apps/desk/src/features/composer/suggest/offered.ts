/** What a list over the composer offers for what was typed. Pure. */
import type { CannedResponse } from '@deskbell/protocol';
import type { Trigger } from './trigger';

/** Lines shown at once. */
const MOST = 8;

/** One line of the list. */
export interface Suggestion {
  readonly kind: Trigger['kind'];
  readonly id: string;
  /** What it is called. */
  readonly words: string;
  /** The beginning of a saved text. */
  readonly meaning: string;
  /** The shortcut of a saved text. */
  readonly shortcut: string | null;
  readonly avatarUrl: string | null;
  /** What comes into the text. */
  readonly insert: string;
}

/** What can be offered. */
export interface Offers {
  readonly canned: readonly CannedResponse[] | undefined;
  readonly colleagues: readonly { readonly id: string; readonly name: string; readonly avatarUrl?: string | null }[];
  /** Oneself, whom nobody needs to name. */
  readonly me: string;
  /** Emoji by the beginning of their short names; null until they are there. */
  readonly emoji: ((query: string) => readonly { readonly name: string; readonly emoji: string }[]) | null;
  /** A saved text as it would be inserted. */
  readonly fill: (content: string) => string;
}

/** Those that match, the likeliest first. */
export function offered(kind: Trigger['kind'], query: string, { canned, colleagues, me, emoji, fill }: Offers): readonly Suggestion[] {
  const asked = query.toLowerCase();
  if (kind === 'mention') {
    return colleagues
      .filter(({ id, name }) => id !== me && wordsOf(name).some((word) => word.startsWith(asked)))
      .slice(0, MOST)
      .map(({ id, name, avatarUrl }) => ({
        kind,
        id,
        words: name,
        meaning: '',
        shortcut: null,
        avatarUrl: avatarUrl ?? null,
        insert: `@${name} `,
      }));
  }
  if (kind === 'emoji') {
    return (emoji?.(query) ?? []).map((one) => ({
      kind,
      id: one.name,
      words: `${one.emoji} :${one.name}:`,
      meaning: '',
      shortcut: null,
      avatarUrl: null,
      insert: `${one.emoji} `,
    }));
  }
  const begins = (one: CannedResponse) => bare(one).toLowerCase().startsWith(asked);
  return (canned ?? [])
    .filter((one) => begins(one) || one.title.toLowerCase().includes(asked))
    .sort((left, right) => Number(begins(right)) - Number(begins(left)) || right.uses - left.uses)
    .slice(0, MOST)
    .map((one) => ({
      kind,
      id: one.id,
      words: one.title,
      meaning: fill(one.content).replaceAll(/\s+/gu, ' ').slice(0, 120),
      shortcut: `/${bare(one)}`,
      avatarUrl: null,
      insert: fill(one.content),
    }));
}

/** The shortcut without a slash of its own. */
function bare({ shortcut }: CannedResponse): string {
  return shortcut.replace(/^\//u, '');
}

/** The name from each of its words on: "Bo Lind" and "Lind". */
function wordsOf(name: string): readonly string[] {
  const words = name.toLowerCase().split(/\s+/u);
  return words.map((_, index) => words.slice(index).join(' '));
}
