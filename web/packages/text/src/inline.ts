import { addressOf, safeHref } from './addresses';
import { hostToShow } from './host';
import type { Inline } from './tree';

/** Whatever may begin something in a line: code, a labelled link, a mark, an address. */
const SIGN = /`+|\[|\*+|~+|(?:https?:\/\/|www\.)[^\s<>"'`\u3000-\u303f\uff01-\uff5e،؛؟]+|[\w.%+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}/giu;
const LABELLED = /\[([^[\]\n]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)/iuy;
/** Letters between which a mark is only a sign, as in 2*3*4. Scripts without spaces are not among them. */
const WORD = /[\p{N}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const KINDS = { '**': 'bold', '*': 'italic', '~~': 'strike' } as const;
type Mark = keyof typeof KINDS;

/** A mark that was opened, and what has been read since. */
interface Open {
  readonly mark: Mark | '';
  readonly children: Inline[];
}

function say(into: Inline[], text: string): void {
  if (text === '') return;
  const last = into.at(-1);
  if (last?.kind === 'text') into[into.length - 1] = { kind: 'text', text: last.text + text };
  else into.push({ kind: 'text', text });
}

function append(into: Inline[], nodes: readonly Inline[]): void {
  for (const node of nodes) {
    if (node.kind === 'text') say(into, node.text);
    else into.push(node);
  }
}

/** One line. Each mark is open at most once, so that no more than three are: the work grows with the length alone. */
export function parseLine(line: string, links = true): Inline[] {
  const root: Open = { mark: '', children: [] };
  const open: Open[] = [root];
  const here = () => open.at(-1)!.children;
  const isOpen = (mark: Mark) => open.some((one) => one.mark === mark);
  /** What was opened and never closed was only a sign. */
  const drop = () => {
    const { mark, children } = open.pop()!;
    say(here(), mark);
    append(here(), children);
  };
  const close = (mark: Mark) => {
    while (open.at(-1)!.mark !== mark) drop();
    const { children } = open.pop()!;
    here().push({ kind: KINDS[mark], children });
  };
  const marks = (run: string, before: string, after: string) => {
    const between = WORD.test(before) && WORD.test(after);
    const opens = /\S/u.test(after) && !between;
    let rest = run;
    while (rest !== '' && /\S/u.test(before) && !between) {
      const closing = open.findLast((one) => one.mark !== '' && rest.startsWith(one.mark) && one.mark[0] === rest[0]);
      if (!closing || closing.mark === '' || (closing === open.at(-1) && closing.children.length === 0)) break;
      close(closing.mark);
      rest = rest.slice(closing.mark.length);
    }
    for (const mark of rest[0] === '~' ? (['~~'] as const) : (['**', '*'] as const)) {
      if (!opens || !rest.startsWith(mark) || isOpen(mark)) continue;
      open.push({ mark, children: [] });
      rest = rest.slice(mark.length);
    }
    say(here(), rest);
  };
  /** Lengths of backticks that nothing closes any more. */
  const unclosed = new Set<number>();
  const codeEnd = (from: number, length: number): number => {
    if (unclosed.has(length)) return -1;
    for (const run of line.slice(from).matchAll(/`+/gu)) if (run[0].length === length) return from + run.index;
    unclosed.add(length);
    return -1;
  };

  let at = 0;
  SIGN.lastIndex = 0;
  for (let found = SIGN.exec(line); found; SIGN.lastIndex = at, found = SIGN.exec(line)) {
    const [sign] = found;
    say(here(), line.slice(at, found.index));
    at = found.index + sign.length;
    if (sign[0] === '`') {
      const end = codeEnd(at, sign.length);
      if (end < 0) say(here(), sign);
      else {
        here().push({ kind: 'code', text: line.slice(at, end) });
        at = end + sign.length;
      }
    } else if (sign === '[') {
      LABELLED.lastIndex = found.index;
      const [whole, words = '', address = ''] = (links && LABELLED.exec(line)) || [];
      const href = whole ? safeHref(address) : null;
      if (whole && href && words.trim()) {
        here().push({ kind: 'link', href, host: hostToShow(words, href), children: parseLabel(words) });
        at = found.index + whole.length;
      } else say(here(), sign);
    } else if (sign[0] === '*' || sign[0] === '~') {
      const known = sign[0] === '*' ? sign.length <= 3 : sign.length === 2;
      if (known) marks(sign, line[found.index - 1] ?? ' ', line[at] ?? ' ');
      else say(here(), sign);
    } else {
      const { text, href } = addressOf(sign);
      at = found.index + (text.length || sign.length);
      if (links && href) here().push({ kind: 'link', href, host: hostToShow(text, href), children: [{ kind: 'text', text }] });
      else say(here(), text || sign);
    }
  }
  say(here(), line.slice(at));
  while (open.length > 1) drop();
  return root.children;
}

/** The words of a link: no link in them. A second reader, for the first one's place in the line is its own. */
function parseLabel(words: string): Inline[] {
  const { lastIndex } = SIGN;
  const children = parseLine(words, false);
  SIGN.lastIndex = lastIndex;
  return children;
}
