/** Which conversations are held out to an agent. Pure. */
import type { Conversation } from '@deskbell/protocol';

/** More at once could not be read in time. */
const MOST = 2;

/** Those offered to this agent whose time has not run out, the most pressing first. */
export function offersFor(conversations: Iterable<Conversation>, me: string, now: number): readonly Conversation[] {
  const mine: Conversation[] = [];
  for (const one of conversations) {
    if (one.offer?.agent.id === me && !one.assigneeId && endOf(one) > now) mine.push(one);
  }
  return mine.sort((left, right) => endOf(left) - endOf(right)).slice(0, MOST);
}

/** When an offer ends, ms since 1970. */
export function endOf({ offer }: Conversation): number {
  return offer ? Date.parse(offer.endsAt) : 0;
}

/** Whole seconds until an offer ends, so that it says "1" to the last. */
export function secondsLeft(conversation: Conversation, now: number): number {
  return Math.max(0, Math.ceil((endOf(conversation) - now) / 1000));
}
