/** A note's text in pieces: the names of colleagues after an at sign, and all else. Pure. */

/** A piece of a text. */
export interface Piece {
  readonly text: string;
  readonly named: boolean;
}

/** Cuts the text at each `@Name`; of two names that begin alike, the longer one is meant. */
export function namedPieces(text: string, names: readonly string[]): readonly Piece[] {
  const longestFirst = [...names].sort((left, right) => right.length - left.length).map(escaped);
  if (longestFirst.length === 0) return [{ text, named: false }];
  const pattern = new RegExp(`(@(?:${longestFirst.join('|')}))`, 'u');
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, named: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
