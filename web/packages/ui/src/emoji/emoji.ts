import groups from 'virtual:emoji/list';

/** One emoji, as it is found. */
export interface Emoji {
  readonly emoji: string;
  /** Which of the nine groups it is in. */
  readonly group: number;
  readonly toned: boolean;
  /** In the person's language. */
  readonly name: string;
  /** What it is found by besides its name. */
  readonly words: string;
}

/** How skin is drawn: 0 as Unicode has it, 1 (light) to 5 (dark). */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

const MODIFIERS = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'];
const SKIN = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;
const FLAG_A = 0x1f1e6;
/** Most that a search shows. */
const FOUND_MAX = 64;

/** The emoji in a skin tone. */
export const inTone = ({ emoji, toned }: Pick<Emoji, 'emoji' | 'toned'>, tone: Tone): string =>
  toned && tone > 0 ? emoji.replace(SKIN, `$1${MODIFIERS[tone]}`) : emoji;

/** Every emoji in order, named by `names` and, countries, by the browser. */
export function emojiNamed(names: string, locale: string): readonly Emoji[] {
  const named = names.split('\n');
  const regions = new Intl.DisplayNames([locale], { type: 'region' });
  let at = 0;
  return groups.flatMap((list, group) =>
    list.split(' ').map((marked) => {
      const toned = marked.endsWith('*');
      const emoji = toned ? marked.slice(0, -1) : marked;
      const [name = '', words = ''] = (named[at++] ?? '').split('|');
      return { emoji, group, toned, name: name || countryOf(emoji, regions), words };
    }),
  );
}

function countryOf(flag: string, regions: Intl.DisplayNames): string {
  const code = [...flag].map((letter) => String.fromCharCode(65 + (letter.codePointAt(0) ?? 0) - FLAG_A)).join('');
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Without accents and case: "cœur" is found by "coeur", "Müde" by "mude". */
const plain = (text: string) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('ß', 'ss');

/** What is meant by a few letters: names that begin so first, then words that do, then whatever holds them. */
export function findEmoji(all: readonly Emoji[], asked: string): readonly Emoji[] {
  const query = plain(asked.trim());
  if (query === '') return [];
  const rank = ({ name, words }: Emoji): number => {
    const said = plain(name);
    if (said.startsWith(query)) return 0;
    const every = ` ${said} ${plain(words)}`;
    return every.includes(` ${query}`) ? 1 : every.includes(query) ? 2 : 3;
  };
  return all
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, FOUND_MAX)
    .map((one) => one.emoji);
}
