/** What may be sent, when one is told about its length, and which press sends. Pure. */
import { MAX_CHARACTERS, countCharacters } from '@deskbell/client';

/** From here on the composer counts aloud. */
export const COUNTED_FROM = 4500;

/** How a text stands. */
export interface Measure {
  readonly count: number;
  /** There is something to send. */
  readonly filled: boolean;
  /** Characters too many; 0 when it fits. */
  readonly over: number;
  /** The count is worth showing. */
  readonly counted: boolean;
}

/** Measures a text; a short one is not counted letter by letter. */
export function measure(text: string): Measure {
  const count = text.length < COUNTED_FROM ? text.length : countCharacters(text);
  return {
    count,
    filled: text.trim() !== '',
    over: Math.max(0, count - MAX_CHARACTERS),
    counted: count >= COUNTED_FROM,
  };
}

/** A placeholder is one line. */
const LONGEST_NAME = 32;

/** A name that fits into one. */
export function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join('')}…` : name;
}

/** A press in the text field, as far as it matters. */
export interface TextPress {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** ⌘ or Ctrl. */
  readonly mod: boolean;
  /** An input method is composing: Enter chooses a word there. */
  readonly composing: boolean;
  /** There is no Shift to hold: Enter breaks the line. */
  readonly touch: boolean;
}

/** Whether this press sends: Enter alone, or with ⌘ or Ctrl. */
export function sends({ key, shift, alt, mod, composing, touch }: TextPress): boolean {
  if (key !== 'Enter' || composing) return false;
  return mod || (!shift && !alt && !touch);
}
