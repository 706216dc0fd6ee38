/**
 * The emoji an app offers, made from emojibase and CLDR when it is built: what is too new for many phones is left out,
 * and only what the picker reads is kept, a tenth of what the packages hold.
 *
 * `virtual:emoji/list` every group's emoji, one string a group, those with skin tones marked by `*` ·
 * `virtual:emoji/names/LANGUAGE` "name|words to find it by" a line, in the same order ·
 * `virtual:emoji/shortcodes` "name emoji" a line.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(require.resolve(path), 'utf8'));

/** Unicode's version that phones of the last three years draw. */
const NEWEST = 15;
/** Parts of emoji, which are none themselves. */
const COMPONENTS = 2;
/** The group of the flags: countries are named by the browser. */
const FLAGS = 9;
const TONED = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;
const bare = (emoji) => emoji.replaceAll('\uFE0F', '');

function emojiInOrder() {
  return read('emojibase-data/en/data.json')
    .filter(({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST)
    .sort((a, b) => a.order - b.order);
}

function list() {
  const groups = new Map();
  for (const { emoji, group, skins = [] } of emojiInOrder()) {
    const darkest = new Set(skins.map((skin) => bare(skin.emoji)));
    const toned = darkest.has(bare(emoji.replace(TONED, '$1\u{1F3FF}')));
    groups.set(group, [...(groups.get(group) ?? []), emoji + (toned ? '*' : '')]);
  }
  return [...groups.keys()].sort((a, b) => a - b).map((group) => groups.get(group).join(' '));
}

function names(language) {
  const known = new Map();
  if (language === 'ar') {
    const { annotations } = read('cldr-annotations-modern/annotations/ar/annotations.json').annotations;
    for (const [emoji, { tts = [], default: tags = [] }] of Object.entries(annotations)) known.set(bare(emoji), [tts[0] ?? tags[0], tags]);
  } else {
    for (const { unicode, label, tags = [] } of read(`emojibase-data/${language}/compact.json`)) known.set(bare(unicode), [label, tags]);
  }
  return emojiInOrder()
    .map(({ emoji, group }) => {
      if (group === FLAGS && [...emoji].length === 2 && !emoji.includes('\uFE0F')) return '';
      // Somebody who runs is found as one, whoever it is.
      const [label, tags] = known.get(bare(emoji)) ?? known.get(bare(emoji).split('\u200D')[0]) ?? ['', []];
      const words = tags.filter((tag) => !label.includes(tag)).slice(0, 8);
      return words.length > 0 ? `${label}|${words.join(' ')}` : label;
    })
    .join('\n');
}

function shortcodes() {
  const codes = read('emojibase-data/en/shortcodes/github.json');
  return emojiInOrder()
    .flatMap(({ hexcode, emoji }) => [codes[hexcode] ?? []].flat().map((code) => `${code} ${emoji}`))
    .join('\n');
}

const MADE = { list, shortcodes };
const PREFIX = 'virtual:emoji/';

/** Answers imports of `virtual:emoji/…`. */
export function emoji() {
  return {
    name: 'emoji',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const [what, language] = id.slice(PREFIX.length + 1).split('/');
      return `export default ${JSON.stringify(what === 'names' ? names(language) : MADE[what]())};`;
    },
  };
}
