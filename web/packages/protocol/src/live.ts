/**
 * What is said over a live connection: each request with its answer, and each event with its payload.
 * The names are those of the Socket.IO door.
 */
import type { QueuePosition, Transfer } from './desk/conversation';
import type { SetContext } from './desk/customer';
import type { Board, Mention, OfferMade, WatchBoard } from './desk/lists';
import type { AgentPresence, Conversation, CustomerPresence, Entry, ErrorBody, Schemas } from './types';

/** Open a conversation. A customer without `conversationId` gets their live chat, made if there is none. */
export type JoinChat = Schemas['JoinChat'];

/** Something about one conversation. */
export type OneConversation = Schemas['OneConversation'];

/** Write to the other side. */
export type SendMessage = Schemas['SendMessage'];

/** Write for colleagues; those it names follow the conversation from then on and hear of it. */
export type AddNote = Schemas['AddNote'] & { mentions?: string[] };

/** Move one's own watermark: everything up to this seq. */
export type UpTo = Schemas['UpTo'];

/** A conversation with a page of its timeline, ascending by seq. */
export type History = Schemas['History'];

/** An entry that is on disk. */
export type MessageReply = Schemas['MessageReply'];

/** A conversation after a change. */
export interface ConversationReply {
  conversation: Conversation;
}

/** When a connection ends unless its token is refreshed. */
export type Expires = Schemas['Expires'];

/** It was done, and there is nothing more to say. */
export type Done = Record<never, never>;

/** Every request: what it carries and what it is answered. */
export interface Requests {
  'join-chat': { payload: JoinChat; reply: History };
  'leave-chat': { payload: OneConversation; reply: Done };
  'send-message': { payload: SendMessage; reply: MessageReply };
  'add-note': { payload: AddNote; reply: MessageReply };
  typing: { payload: OneConversation; reply: Done };
  'stop-typing': { payload: OneConversation; reply: Done };
  'message-delivered': { payload: UpTo; reply: Done };
  'message-read': { payload: UpTo; reply: Done };
  'admin-assign': { payload: Schemas['AdminAssign']; reply: ConversationReply };
  'resolve-chat': { payload: OneConversation; reply: ConversationReply };
  'reopen-chat': { payload: OneConversation; reply: ConversationReply };
  'close-chat': { payload: OneConversation; reply: ConversationReply };
  'rate-chat': { payload: Schemas['RateChat']; reply: ConversationReply };
  /** To an agent or a team. */
  'transfer-chat': { payload: OneConversation & Transfer; reply: ConversationReply };
  'accept-offer': { payload: OneConversation; reply: ConversationReply };
  'decline-offer': { payload: OneConversation; reply: Done };
  'set-availability': { payload: Schemas['SetAvailability']; reply: Done };
  'refresh-token': { payload: Schemas['RefreshToken']; reply: Expires };
  /** All rows shown now, 200 at most: previews, unread counts and heads are then sent for these alone. */
  'watch-conversations': { payload: Schemas['WatchConversations']; reply: Done };
  /** Supervisors: the board comes at once and after each change, at most once a second. */
  'watch-board': { payload: WatchBoard; reply: Done };
  /** Customers: the page they are on. */
  'set-context': { payload: SetContext; reply: Done };
}

/** The name of a request. */
export type RequestName = keyof Requests;
/** What a request carries. */
export type Payload<N extends RequestName> = Requests[N]['payload'];
/** What a request is answered. */
export type Reply<N extends RequestName> = Requests[N]['reply'];
/** The frame of an answer: the reply beside `ok: true`, or the refusal. */
export type Ack<N extends RequestName> = (Reply<N> & { ok: true }) | { ok: false; error: ErrorBody };

/** Every event the server sends without being asked. */
export interface Events {
  /** The same as the answer to `join-chat`. */
  'chat-history': History;
  /** An entry of kind message or note. Not sent to the socket that wrote it. */
  'new-message': Entry;
  /** An entry of kind activity. */
  activity: Entry;
  typing: Schemas['Typing'];
  'stop-typing': Schemas['Typing'];
  'message-status': Schemas['MessageStatus'];
  'conversation-updated': Schemas['ConversationUpdated'];
  /** The first shape for customers, the second for agents. */
  presence: CustomerPresence | AgentPresence;
  'token-expiring': Expires;
  /** To those who watch it. */
  board: Board;
  /** To the agent it is offered to. */
  offer: OfferMade;
  /** To the agent whose name a colleague wrote into a note. */
  mention: Mention;
  /** Customers: where they stand in the line. */
  'queue-position': QueuePosition;
}

/** The name of an event. */
export type EventName = keyof Events;
