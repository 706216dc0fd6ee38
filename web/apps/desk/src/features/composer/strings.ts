/** Every word of the composer. */
import { MAX_CHARACTERS } from '@deskbell/client';

const figure = (count: number) => count.toLocaleString('en');

export const strings = {
  label: 'Write',
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
    reply: 'Enter sends, Shift+Enter breaks the line',
    note: 'Enter adds the note, Shift+Enter breaks the line',
  },
  left: (count: number) => `${figure(count)} of ${figure(MAX_CHARACTERS)} characters`,
  over: (count: number) => `${figure(count)} characters too many. Shorten it to send it.`,
  closed: (customer: string) => `This conversation is closed for good. If ${customer} writes again, a new one begins.`,
  notKept: 'This browser keeps nothing: what waits to be sent is lost when you leave the page.',
} as const;
