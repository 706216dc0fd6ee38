/** What the desk says after a step of teamwork. */
import { momentWords } from '../words/due';

export const teamworkStrings = {
  undo: 'Undo',
  transferred: (to: string) => `Transferred to ${to}.`,
  escalated: 'Escalated. Somebody who can decide is told.',
  snoozed: (until: string | null, now: number) =>
    until === null ? 'Snoozed until the customer replies.' : `Snoozed until ${momentWords(until, now)}.`,
  woken: 'Awake again.',
  followed: 'You follow this. You are told what happens here.',
  unfollowed: 'You do not follow this any more.',
  unread: 'Marked as unread.',
  spam: 'Closed as spam. The customer is blocked.',
  blocked: (name: string) => `${name} is blocked and cannot write any more.`,
  unblocked: (name: string) => `${name} can write again.`,
  noteRemoved: 'The note is deleted.',
  ran: (name: string) => `Done: ${name}.`,
} as const;
