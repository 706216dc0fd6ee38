/** What may be sent, as the composer knows it before it asks. */
import { MAX_CHARACTERS, countCharacters } from '@deskbell/client';

/** From here on the composer counts along. */
export const COUNT_FROM = 4500;

/** How many characters are left; null while that is far away. Negative when there are too many. */
export function charactersLeft(text: string): number | null {
  // A text has at least as many UTF-16 units as characters: nothing needs counting below the mark.
  if (text.length < COUNT_FROM) return null;
  const count = countCharacters(text);
  return count < COUNT_FROM ? null : MAX_CHARACTERS - count;
}

/** White space alone is nothing to send. */
export const isBlank = (text: string): boolean => text.trim() === '';

/** The part of a key press that decides what it means. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  keyCode: number;
  isComposing: boolean;
}

/** Enter sends; with Shift it breaks the line, and while a word is being composed it belongs to the input method. */
export function sends({ key, shiftKey, keyCode, isComposing }: KeyPress): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}

/** A text that comes back beside one that is being written: both are kept. */
export function together(draft: string, returned: string): string {
  return isBlank(draft) ? returned : `${draft}\n${returned}`;
}
