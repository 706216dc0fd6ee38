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
  follows?: boolean | null;
  /** Counts as unread although it was read. */
  markedUnread?: boolean | null;
}

/** Give a conversation to an agent or a team. The note is for colleagues alone. */
export interface Transfer {
  agentId?: string;
  teamId?: string;
  note?: string;
}

/** Ask somebody with more say to look at it. */
export interface Escalate {
  reason: string;
  teamId?: string;
}

/** Which page the customer is on, and with what. */
export interface CustomerContext {
  url?: string | null;
  title?: string | null;
  language?: string | null;
  timeZone?: string | null;
  userAgent?: string | null;
  at: string;
}

/** What agents also see of a customer. */
export interface CustomerOfDesk {
  labels?: string[];
  blocked?: boolean;
  context?: CustomerContext | null;
}

/** Change a customer's record: what is absent stays, null empties. */
export interface CustomerPatch {
  name?: string;
  email?: string | null;
  labels?: string[];
  attributes?: Record<string, unknown>;
}

/** What a colleague wrote about a customer, for colleagues. */
export interface CustomerNote {
  id: string;
  content: string;
  author: Schemas['PublicAgent'];
  createdAt: string;
}

/** A stretch during which a conversation was live. */
export interface Stretch {
  id: string;
  conversationId: string;
  number: number;
  status: 'active' | 'inactive' | 'ended';
  startedAt: string;
  firstReplyAt?: string | null;
  endedAt?: string | null;
  lastActivityAt: string;
  agent?: Schemas['PublicAgent'] | null;
  customer?: Schemas['CustomerSummary'] | null;
  durationMs: number;
  firstResponseMs?: number | null;
}

/** Where a customer stands in the line. */
export interface QueuePosition {
  conversationId: string;
  /** 1 for who is next; null when it no longer waits. */
  position: number | null;
  /** Null where nobody can say honestly. */
  estimatedWaitMs: number | null;
}
