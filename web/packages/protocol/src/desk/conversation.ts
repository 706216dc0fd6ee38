/** What the desk sees of a conversation beside who holds it: what is due, what waits, and what one asked for oneself. */
import type { Schemas } from '../types';

/** A promise to the customer that runs now. */
export interface Due {
  kind: 'firstResponse' | 'nextResponse' | 'resolution';
  /** When it is broken. */
  at: string;
  /** It is near. */
  warned: boolean;
  /** It was broken. */
  breached: boolean;
}

/** It is offered to an agent, who may take it until `endsAt`. */
export interface Offer {
  agent: Schemas['PublicAgent'];
  endsAt: string;
}

/** A team, in short. */
export interface TeamSummary {
  id: string;
  name: string;
}

/** Facts of the desk that stand on a conversation; customers get none of them. */
export interface ConversationFacts {
  /** The oldest message of the customer that no agent has answered. */
  waitingSince?: string | null;
  due?: Due | null;
  dueAt?: string | null;
  /** Put aside until a time or a reply. */
  snoozed?: boolean;
  snoozedUntil?: string | null;
  offer?: Offer | null;
  escalatedAt?: string | null;
  team?: TeamSummary | null;
  me?: OwnFacts | null;
}

/** What the reader asked for themselves. */
export interface OwnFacts {
  /** Told of what happens here without holding it. */
  follows?: boolean;
  /** Counts as unread although it was read. */
  markedUnread?: boolean;
}
