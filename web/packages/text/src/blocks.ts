import { parseLine } from './inline';
import type { Block, Inline } from './tree';

/** A longer text is words and addresses only; a message is never that long. */
export const PARSED_MAX = 10_000;
/** Quotes and lists in one another; what is deeper stays as it was written. */
const DEPTH_MAX = 4;

const FENCE = /^ {0,3}(`{3,})([\w+#.-]{0,20})[ \t]*$/u;
const QUOTE = /^>(?: |>|$)/u;
const ITEM = /^ {0,3}(?:(-)|(\d{1,4})\.) (?=\s*\S)/u;

/**
 * A text as a small tree: **bold**, *italic*, ~~struck~~, `code`, fenced code, > quotes, - and 1. lists, links. All
 * else is text, and stays: a chat is not a document, so a # or a | means itself, and a line break is one.
 */
export function parse(text: string): Block[] {
  if (text.length > PARSED_MAX) return [{ kind: 'text', children: [{ kind: 'text', text }] }];
  return blocks(text.split(/\r?\n/u), 0);
}

function blocks(lines: readonly string[], depth: number): Block[] {
  const made: Block[] = [];
  const words: string[] = [];
  /** Shorter fences than this have no end any more. */
  let endless = Infinity;
  const flush = () => {
    // The space around a block is the style sheet's.
    while (words.length > 0 && made.length > 0 && words[0]!.trim() === '') words.shift();
    if (words.length > 0) made.push({ kind: 'text', children: joined(words) });
    words.length = 0;
  };
  const add = (block: Block) => {
    while (words.length > 0 && words.at(-1)!.trim() === '') words.pop();
    flush();
    made.push(block);
  };
  const run = (from: number, goesOn: (line: string) => boolean) => {
    let end = from;
    while (end < lines.length && goesOn(lines[end]!)) end += 1;
    return end;
  };

  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const fence = FENCE.exec(line);
    if (fence && fence[1]!.length < endless) {
      const end = run(at + 1, (one) => !closes(one, fence[1]!.length));
      if (end < lines.length) {
        add({ kind: 'code', text: lines.slice(at + 1, end).join('\n'), language: fence[2]! });
        at = end + 1;
        continue;
      }
      endless = fence[1]!.length;
    }
    if (depth < DEPTH_MAX && QUOTE.test(line)) {
      const end = run(at, (one) => QUOTE.test(one));
      add({ kind: 'quote', children: blocks(lines.slice(at, end).map((one) => one.replace(/^> ?/u, '')), depth + 1) });
      at = end;
      continue;
    }
    const item = depth < DEPTH_MAX && ITEM.exec(line);
    if (item) {
      const numbered = item[2] !== undefined;
      const begins = (one: string) => numbered === (ITEM.exec(one)?.[2] !== undefined) && ITEM.test(one) && !/^ {2}/u.test(one);
      const end = run(at + 1, (one) => begins(one) || /^ {2,}\S/u.test(one));
      add({ kind: 'list', start: numbered ? Number(item[2]) : null, items: items(lines.slice(at, end), begins, depth) });
      at = end;
      continue;
    }
    words.push(line);
    at += 1;
  }
  flush();
  return made;
}

function closes(line: string, length: number): boolean {
  const fence = FENCE.exec(line);
  return fence !== null && fence[1]!.length >= length && fence[2] === '';
}

/** Lines of a list, by item; what is set in belongs to the item above it. */
function items(lines: readonly string[], begins: (line: string) => boolean, depth: number): Block[][] {
  const found: string[][] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0 || begins(line)) found.push([line.replace(ITEM, '').trimStart()]);
    else found.at(-1)!.push(line.replace(/^ {2,3}/u, ''));
  }
  return found.map((item) => blocks(item, depth + 1));
}

function joined(lines: readonly string[]): Inline[] {
  const children: Inline[] = [];
  for (const [at, line] of lines.entries()) {
    const parts = parseLine(line);
    if (at > 0) {
      const last = children.at(-1);
      if (last?.kind === 'text') children[children.length - 1] = { kind: 'text', text: `${last.text}\n` };
      else children.push({ kind: 'text', text: '\n' });
      const first = parts[0];
      if (first?.kind === 'text') {
        const before = children[children.length - 1] as { text: string };
        children[children.length - 1] = { kind: 'text', text: before.text + first.text };
        parts.shift();
      }
    }
    children.push(...parts);
  }
  return children;
}
