/** What the desk sees of a conversation beside who holds it: what is due, what waits, and what one asked for oneself. */
import type { Schemas } from '../types';

/** A promise to the customer that runs now. */
export type Due = Schemas['Due'];

/** It is offered to an agent, who may take it until `endsAt`. */
export type Offer = Schemas['Offer'];

/** A team, in short. */
export type TeamSummary = Schemas['NamedTeam'];

/** Give a conversation to an agent or a team. The note is for colleagues alone. */
export type Transfer = Schemas['Transfer'];

/** Ask somebody with more say to look at it. */
export type Escalate = Schemas['Escalate'];

/** Which page the customer is on, and with what. */
export type CustomerContext = Schemas['CustomerContext'];

/** Change a customer's record: what is absent stays, null empties. */
export type CustomerPatch = Schemas['CustomerPatch'];

/** What a colleague wrote about a customer, for colleagues. */
export type CustomerNote = Schemas['CustomerNote'];

/** A stretch during which a conversation was live. */
export type Stretch = Schemas['Session'];

/** Where a customer stands in the line. */
export interface QueuePosition {
  conversationId: string;
  /** 1 for who is next; null when it no longer waits. */
  position: number | null;
  /** Null where nobody can say honestly. */
  estimatedWaitMs: number | null;
}
