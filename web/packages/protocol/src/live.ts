/**
 * What is said over a live connection: each request with its answer, and each event with its payload.
 * The names are those of the Socket.IO door.
 */
import type {
  AgentPresence,
  Availability,
  Conversation,
  CustomerPresence,
  Entry,
  ErrorBody,
  Participant,
} from './types';

/** Open a conversation. A customer without `conversationId` gets their live chat, made if there is none. */
export interface JoinChat {
  conversationId?: string;
  inboxId?: string;
  subject?: string;
  /** The oldest entries after this seq instead of the newest of all. */
  afterSeq?: number;
  /** Entries wanted, 50 when absent, 200 at most. */
  limit?: number;
}

/** Something about one conversation. */
export interface OneConversation {
  conversationId: string;
}

/** Write to the other side. */
export interface SendMessage extends OneConversation {
  /** The sender's own name for it: 1 to 64 printable ASCII characters. A resend carries the same. */
  clientId: string;
  /** 1 to 5000 characters. */
  content: string;
  attachmentIds?: string[];
  /** A JSON object of at most 4 KiB. */
  metadata?: Record<string, unknown>;
}

/** Write for colleagues. */
export interface AddNote extends OneConversation {
  clientId: string;
  content: string;
}

/** Move one's own watermark: everything up to this seq. */
export interface UpTo extends OneConversation {
  upToSeq: number;
}

/** A conversation with a page of its timeline, ascending by seq. */
export interface History {
  conversation: Conversation;
  entries: Entry[];
}

/** An entry that is on disk. */
export interface MessageReply {
  message: Entry;
}

/** A conversation after a change. */
export interface ConversationReply {
  conversation: Conversation;
}

/** When a connection ends unless its token is refreshed. */
export interface Expires {
  expiresAt: string;
}

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
  'admin-assign': { payload: OneConversation & { agentId?: string }; reply: ConversationReply };
  'resolve-chat': { payload: OneConversation; reply: ConversationReply };
  'reopen-chat': { payload: OneConversation; reply: ConversationReply };
  'close-chat': { payload: OneConversation; reply: ConversationReply };
  'set-availability': { payload: { availability: Availability }; reply: Done };
  'refresh-token': { payload: { token: string }; reply: Expires };
  /** All rows shown now, 200 at most: previews, unread counts and heads are then sent for these alone. */
  'watch-conversations': { payload: { conversationIds: string[] }; reply: Done };
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
  typing: { conversationId: string; sender: Participant };
  'stop-typing': { conversationId: string; sender: Participant };
  'message-status': { conversationId: string; participant: Participant; deliveredSeq: number; readSeq: number };
  'conversation-updated': { conversation: Conversation };
  /** The first shape for customers, the second for agents. */
  presence: CustomerPresence | AgentPresence;
  'token-expiring': Expires;
}

/** The name of an event. */
export type EventName = keyof Events;
