/**
 * The objects on the wire, under the names that the OpenAPI document gives them: what the server's protocol
 * crate renders. Fields and their meanings stand in `openapi.generated.ts`, which `npm run types` writes.
 *
 * Times are RFC 3339 strings in UTC and end in `At`; durations carry their unit in their name. A field that
 * may be missing may also be null: both mean that there is nothing to say.
 */
import type { components } from './openapi.generated';

/** Every schema of the document by its name. */
export type Schemas = components['schemas'];

/** Where a conversation stands. Only a closed one takes no more messages. */
export type Status = Schemas['Status'];

/** A live chat or a filed ticket. */
export type ConversationKind = Schemas['ConversationKind'];

/** How urgent a conversation is. */
export type Priority = Schemas['Priority'];

/** What an agent declared about themselves. */
export type Availability = Schemas['Availability'];

/** An agent's role. */
export type Role = Schemas['Role'];

/** Which side somebody in a conversation is on. */
export type ParticipantType = Schemas['ParticipantType'];

/** Message, internal note (agents only) or something that happened. */
export type EntryKind = Schemas['EntryKind'];

/** Somebody in a conversation. `key` tells people of one conversation apart and means nothing in another. */
export type Participant = Schemas['Participant'];

/** An agent as others see them on a conversation. */
export type PublicAgent = Schemas['PublicAgent'];

/** A file that belongs to a message. */
export type Attachment = Schemas['Attachment'];

/** Something that happened to a conversation; who did it is the entry's sender. */
export type Activity = Schemas['Activity'];

/** One entry of a timeline. */
export type Entry = Schemas['Entry'];

/** The newest message of a conversation; `content` is its beginning as one line, 140 characters at most. */
export type LastMessage = Schemas['LastMessage'];

/** The reader's own place in a conversation: their key among the participants and their watermarks. */
export type OwnMark = Schemas['OwnMark'];

/** How far somebody has got: everything up to these seqs has reached a device of theirs, or was read. */
export type ReceiptState = Schemas['ReceiptState'];

/** A customer in a list's row. */
export type CustomerSummary = Schemas['CustomerSummary'];

/** What agents see of a conversation beside the customer's copy. */
export type DeskFields = Schemas['DeskFields'];

/** A conversation. Customers get it without the fields of {@link DeskFields}; agents with all of them. */
export type Conversation = Schemas['Conversation'];

/** An agent's account as colleagues see it. */
export type Agent = Schemas['Agent'];

/** A customer's record as agents and that customer see it. */
export type Customer = Schemas['Customer'];

/** What the widget knows about its inbox before anybody signs in. */
export type Inbox = Schemas['Inbox'];

/** What customers learn of presence. Away and busy agents are not counted. */
export type CustomerPresence = Schemas['CustomerPresence'];

/** What agents learn of one colleague. */
export type AgentPresence = Schemas['AgentPresence'];

/** A refusal: the stable code, a sentence a person understands, and when to try again, where that helps. */
export type ErrorBody = Schemas['ErrorBody'];

/** What is wrong with one field (422). */
export type FieldError = Schemas['FieldError'];

/** A refusal over HTTP, `application/problem+json`. */
export type Problem = Schemas['Problem'];

/** A page of a list; `nextCursor` is null on the last. */
export interface Page<T> extends Omit<Schemas['Page_Entry'], 'items'> {
  items: T[];
}
