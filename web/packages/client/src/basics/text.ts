import type { ErrorBody } from '@deskbell/protocol';

/** Characters a message may have unless the server is set otherwise. */
export const MAX_CHARACTERS = 5000;

/** Characters as the server counts them: Unicode scalar values, untrimmed. */
export function countCharacters(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** Why the server would refuse this text, in the words a composer shows; null when it would take it. */
export function checkContent(text: string, max: number = MAX_CHARACTERS): ErrorBody | null {
  if (text.trim() === '') return { code: 'content_empty', message: 'There is nothing to send yet.' };
  if (text.length > max && countCharacters(text) > max) {
    const limit = max.toLocaleString('en');
    return { code: 'content_too_long', message: `A message has ${limit} characters at most. Shorten it to send it.` };
  }
  return null;
}

/** The text without what the server refuses: U+0000 and halves of a surrogate pair, as broken keyboards make them. */
export function wellFormed(text: string): string {
  return Array.from(text.replaceAll('\u0000', ''), (char) => (/^\p{Surrogate}$/u.test(char) ? '\uFFFD' : char)).join('');
}
