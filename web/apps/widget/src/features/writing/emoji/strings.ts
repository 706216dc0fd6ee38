import type { EmojiWords } from '@deskbell/ui/emoji';
import { count, worded } from '../../../languages/speech';

/** The words of the emoji picker: they come with it. */
export const strings = worded('emoji', {
  label: 'Emoji',
  search: 'Search emoji',
  close: 'Close the emoji',
  loading: 'Loading emoji…',
  failed: 'The emoji could not be loaded. Close this and open it again.',
  found: (emoji: number) => count(emoji, { one: '# emoji found', other: '# emoji found' }),
  recent: 'Used last',
  tone: 'Skin tone',
  tones: ['Yellow', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
  groups: ['Smileys', 'People', 'Animals and nature', 'Food and drink', 'Travel and places', 'Activities', 'Objects', 'Symbols', 'Flags'],
} as EmojiWords);
