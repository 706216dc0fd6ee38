/** Many conversations at once: what a search finds, the queue, the board, and one change of many. */
import type { Schemas } from '../types';

/** One place where the words of a search occur. */
export interface Found extends Omit<Schemas['Found'], 'marks'> {
  /** Where the words stand in the snippet: beginning and length in UTF-16 units. */
  marks: [start: number, length: number][];
}

/** A page of what a search found. */
export interface FoundPage extends Omit<Schemas['FoundPage'], 'items'> {
  items: Found[];
}

/** One conversation that waits for somebody. */
export type QueueItem = Schemas['QueueItem'];

/** The same as the board shows it. */
export type BoardItem = Schemas['BoardItem'];

/** One agent and what they hold. */
export type BoardAgent = Schemas['BoardAgent'];

/** How the desk stands now. */
export type Board = Schemas['Board'];

/** Ask for the board, or for no more of it. */
export type WatchBoard = Schemas['WatchBoard'];

/** The same change of many conversations. */
export type BulkChange = Schemas['BulkChange'];

/** What became of one of them. */
export type BulkResult = Schemas['BulkResult'];

/** What became of all of them. */
export type BulkReply = Schemas['BulkReply'];

/** A colleague wrote this agent's name into a note. */
export type Mention = Schemas['Mention'];

/** A conversation is offered to this agent. */
export type OfferMade = Schemas['OfferMade'];

/** What a saved view shows. */
export type ViewFilter = Schemas['ViewFilter'];

/** Filters kept under a name. */
export type SavedView = Schemas['View'];

/** A view to be saved. */
export type NewView = Schemas['NewView'];
