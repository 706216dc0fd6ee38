/** Many conversations at once: what a search finds, the queue, the board, and one change of many. */
import type { Agent, Conversation, ErrorBody, Priority } from '../types';

/** One place where the words of a search occur. */
export interface Found {
  conversationId: string;
  /** The entry, where the words are in one. */
  entryId?: string | null;
  seq?: number | null;
  kind: 'message' | 'note' | 'subject' | 'customer';
  /** Some text around the words. */
  snippet: string;
  /** Where the words stand in it: beginning and length in UTF-16 units. */
  marks: [start: number, length: number][];
  at: string;
  conversation: Conversation;
}

/** A page of what a search found. */
export interface FoundPage {
  items: Found[];
  nextCursor?: string | null;
  /** Time ran out before everything was looked at. */
  partial: boolean;
}

/** One conversation that waits for somebody. */
export interface QueueItem {
  conversationId: string;
  /** From 1. */
  position: number;
  priority: Priority;
  waitingSince: string;
  inboxId: string;
  teamId?: string | null;
  /** Null while nothing is known to reckon with. */
  estimatedWaitMs?: number | null;
}

/** The same as the board shows it. */
export interface BoardItem extends QueueItem {
  customer: { name: string };
  subject?: string | null;
}

/** One agent and what they hold. */
export interface BoardAgent {
  agent: Agent;
  /** Live conversations they hold. */
  load: number;
  capacity: number;
}

/** How the desk stands now. */
export interface Board {
  at: string;
  queue: {
    length: number;
    longestWaitingSince?: string | null;
    /** The first ones. */
    items: BoardItem[];
  };
  /** Live conversations that somebody holds. */
  active: number;
  agents: BoardAgent[];
}

/** Ask for the board, or for no more of it. */
export interface WatchBoard {
  on: boolean;
}

/** The same change of many conversations. */
export interface BulkChange {
  conversationIds: string[];
  action: 'assign' | 'label' | 'priority' | 'resolve' | 'close';
  params?: {
    /** Null is the queue. */
    agentId?: string | null;
    add?: string[];
    remove?: string[];
    priority?: Priority;
  };
}

/** What became of one of them. */
export interface BulkResult {
  conversationId: string;
  ok: boolean;
  error?: ErrorBody | null;
}

/** What became of all of them. */
export interface BulkReply {
  results: BulkResult[];
}

/** A colleague wrote this agent's name into a note. */
export interface Mention {
  conversationId: string;
  seq: number;
  by: { name: string };
  preview: string;
}

/** A conversation is offered to this agent. */
export interface OfferMade {
  conversation: Conversation;
  endsAt: string;
}

/** What a saved view shows. */
export interface ViewFilter {
  status?: string;
  assigneeId?: string;
  teamId?: string;
  inboxId?: string;
  priority?: string;
  category?: string;
  label?: string;
  q?: string;
  needsReply?: boolean;
  sort?: 'recent' | 'waiting';
}

/** Filters kept under a name. */
export interface SavedView {
  id: string;
  name: string;
  /** Everybody sees it; otherwise only its owner. */
  shared: boolean;
  ownerId?: string | null;
  filter: ViewFilter;
}

/** A view to be saved. */
export type NewView = Pick<SavedView, 'name' | 'shared' | 'filter'>;

/** Numbers beside those on the tabs. */
export interface CountsOfDesk {
  snoozed?: number;
  needsReply?: number;
}
