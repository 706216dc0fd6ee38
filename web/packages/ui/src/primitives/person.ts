/** What can be drawn of a person of whom only a name is known. */
import { avatarHues } from '../tokens/hues';

const firstLetter = (word: string): string => /\p{L}|\p{N}/u.exec(word)?.[0] ?? '';

/** One or two letters: of the first and the last word ("Ana Ruiz" → "AR", "李伟" → "李"); empty when there are none. */
export function initials(name: string): string {
  const letters = name.trim().split(/\s+/u).map(firstLetter).filter(Boolean);
  const last = letters.length > 1 ? letters[letters.length - 1] : '';
  return ((letters[0] ?? '') + last).toLocaleUpperCase();
}

/** The hue that belongs to a name, in degrees: the same on every screen, one of the calm ones. */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return avatarHues[((hash ^ (hash >>> 15)) >>> 0) % avatarHues.length]!;
}
