/** Marks around a name inside a sentence of ours; `Sentence` draws what lies between as an island of its own. */
const OPEN = '\u2068';
const SHUT = '\u2069';

/** A name inside a sentence of ours: whatever its script, it turns no other word around. */
export function isolated(text: string): string {
  return OPEN + text.replaceAll(OPEN, '').replaceAll(SHUT, '') + SHUT;
}

/** The sentence in pieces: our own words, and what is foreign in them. */
export function parts(sentence: string): readonly { text: string; foreign: boolean }[] {
  return sentence
    .split(OPEN)
    .flatMap((piece, index) => {
      const end = index === 0 ? -1 : piece.indexOf(SHUT);
      return [
        { text: piece.slice(0, Math.max(end, 0)), foreign: true },
        { text: piece.slice(end + 1), foreign: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
