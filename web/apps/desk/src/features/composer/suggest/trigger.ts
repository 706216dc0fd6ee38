/** Whether what stands before the caret asks for a list. Pure. */
import type { Mode } from '../ModeSwitch';

/** What is asked for, and which part of the text it takes the place of. */
export interface Trigger {
  readonly kind: 'canned' | 'mention' | 'emoji';
  /** What was typed after the sign. */
  readonly query: string;
  readonly start: number;
  readonly end: number;
}

/** A slash at a word's start asks for saved replies. */
const CANNED = /(?:^|\s)\/([^\s/]*)$/u;
/** An at sign asks for a colleague, whose name may have two words. */
const MENTION = /(?:^|\s)@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/u;

/** A colon and two letters ask for an emoji. */
const EMOJI = /(?:^|\s):([a-z\d_+-]{2,40})$/u;

/** What the text before the caret asks for; null for nothing. */
export function triggerAt(text: string, caret: number, mode: Mode): Trigger | null {
  const before = text.slice(0, caret);
  const canned = CANNED.exec(before);
  if (canned) return made('canned', canned[1] ?? '', caret);
  const mention = mode === 'note' ? MENTION.exec(before) : null;
  if (mention) return made('mention', mention[1] ?? '', caret);
  const emoji = EMOJI.exec(before);
  return emoji ? made('emoji', emoji[1] ?? '', caret) : null;
}

function made(kind: Trigger['kind'], query: string, end: number): Trigger {
  return { kind, query, start: end - query.length - 1, end };
}

/** The text with something in place of what asked for it, and where the caret stands then. */
export function inserted(text: string, { start, end }: Trigger, insert: string): { text: string; caret: number } {
  return { text: text.slice(0, start) + insert + text.slice(end), caret: start + insert.length };
}
