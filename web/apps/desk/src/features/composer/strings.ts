/** Every word of the composer. */
import { MAX_CHARACTERS } from '@deskbell/client';

const figure = (count: number) => count.toLocaleString('en');

export const strings = {
  label: 'Write',
  labelWith: (customer: string) => `Write to ${customer}`,
  modes: { reply: 'Reply', note: 'Note' },
  kind: 'What you write',
  placeholder: {
    reply: (customer: string) => `Reply to ${customer}`,
    note: () => 'Write a note for your colleagues',
  },
  fieldLabel: {
    reply: (customer: string) => `Reply to ${customer}`,
    note: () => 'Internal note, not shown to the customer',
  },
  send: { reply: 'Send', note: 'Add note' },
  noteShort: 'Colleagues only',
  noteLabel: 'Internal note. The customer never sees this.',
  hint: {
    reply: 'Enter sends, / inserts a saved reply',
    note: 'Enter adds the note, @ names a colleague',
  },
  left: (count: number) => `${figure(count)} of ${figure(MAX_CHARACTERS)} characters`,
  over: (count: number) => `${figure(count)} characters too many. Shorten it to send it.`,
  suggest: {
    label: { canned: 'Saved replies', mention: 'Colleagues', emoji: 'Emoji' },
    found: {
      canned: (count: number) =>
        count === 1 ? '1 saved reply. Enter inserts it.' : `${count} saved replies. Arrow keys choose, Enter inserts.`,
      mention: (count: number) =>
        count === 1 ? '1 colleague. Enter inserts the name.' : `${count} colleagues. Arrow keys choose, Enter inserts.`,
      emoji: (count: number) => (count === 1 ? '1 emoji. Enter inserts it.' : `${count} emoji. Arrow keys choose, Enter inserts.`),
    },
  },
  emoji: {
    label: 'Emoji',
    search: 'Search emoji',
    close: 'Close the emoji',
    loading: 'Loading emoji…',
    failed: 'The emoji could not be loaded. Close this and open it again.',
    found: (count: number) => `${figure(count)} emoji found`,
    recent: 'Used last',
    tone: 'Skin tone',
    tones: ['Yellow', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
    groups: ['Smileys', 'People', 'Animals and nature', 'Food and drink', 'Travel and places', 'Activities', 'Objects', 'Symbols', 'Flags'],
  },
  macros: {
    title: 'Macros',
    placeholder: 'Which macro?',
    nothing: 'No macro by that name. Macros are made in the settings.',
    loading: 'Loading macros…',
    failed: 'The macros could not be loaded. Try again in a moment.',
  },
  replying: (name: string) => `${name} is replying`,
  overtaken: (name: string) => `${name} replied while you were writing. Read it before you send this.`,
  dismiss: 'I have seen it',
  closed: (customer: string) => `This conversation is closed for good. If ${customer} writes again, a new one begins.`,
  notKept: 'This browser keeps nothing: what waits to be sent is lost when you leave the page.',
} as const;
