/**
 * The objects on the wire, shaped exactly as the server's protocol crate renders them.
 *
 * Times are RFC 3339 strings in UTC and end in `At`; durations carry their unit in their name. A field that
 * may be missing may also be null: both mean that there is nothing to say.
 */

/** Where a conversation stands. Only a closed one takes no more messages. */
export type Status = 'open' | 'active' | 'resolved' | 'closed';
/** A live chat or a filed ticket. */
export type ConversationKind = 'chat' | 'ticket';
/** How urgent a conversation is. */
export type Priority = 'low' | 'medium' | 'high' | 'urgent';
/** What a conversation is about. */
export type Category = 'payment' | 'shipping' | 'account' | 'returns' | 'technical' | 'other';
/** What an agent declared about themselves. */
export type Availability = 'online' | 'away' | 'busy' | 'offline';
/** An agent's role. */
export type Role = 'agent' | 'supervisor' | 'admin';
/** Which side somebody in a conversation is on. */
export type ParticipantType = 'customer' | 'agent' | 'bot' | 'system';
/** Message, internal note (agents only) or something that happened. */
export type EntryKind = 'message' | 'note' | 'activity';

/** Somebody in a conversation. `key` tells people of one conversation apart and means nothing in another. */
export interface Participant {
  type: ParticipantType;
  /** The agent's id; only agents are told. */
  id?: string | null;
  name: string;
  avatarUrl?: string | null;
  key: string;
}

/** An agent as others see them on a conversation. */
export interface PublicAgent {
  /** Only agents are told. */
  id?: string | null;
  name: string;
  avatarUrl?: string | null;
}

/** A file that belongs to a message. */
export interface Attachment {
  id: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  /** Where it is read, with authorization. */
  url: string;
  thumbnailUrl?: string | null;
}

/** Something that happened to a conversation; who did it is the entry's sender. */
export type Activity =
  | { type: 'created' }
  | { type: 'assigned'; assignee: PublicAgent; previousAssignee?: PublicAgent | null }
  | { type: 'unassigned'; previousAssignee: PublicAgent }
  | { type: 'resolved'; from: Status }
  | { type: 'reopened' }
  | { type: 'closed'; from: Status }
  | { type: 'subjectChanged'; from?: string | null; to?: string | null }
  | { type: 'priorityChanged'; from: Priority; to: Priority }
  | { type: 'categoryChanged'; from?: string | null; to?: string | null }
  | { type: 'labelsChanged'; added: string[]; removed: string[] };

/** One entry of a timeline. */
export interface Entry {
  id: string;
  conversationId: string;
  /** Its place; dense, from 1. */
  seq: number;
  /** The seq of the entry before it that this reader may see; 0 for the first. */
  prevSeq: number;
  kind: EntryKind;
  sender: Participant;
  createdAt: string;
  /** The sender's own name for it (messages and notes). */
  clientId?: string | null;
  /** The text as written (messages and notes). */
  content?: string | null;
  attachments?: Attachment[] | null;
  metadata?: Record<string, unknown> | null;
  /** What happened (activities). */
  activity?: Activity | null;
}

/** The newest message of a conversation; `content` is its beginning as one line, 140 characters at most. */
export interface LastMessage {
  seq: number;
  content: string;
  sender: Participant;
  createdAt: string;
}

/** The reader's own place in a conversation: their key among the participants and their watermarks. */
export interface OwnMark {
  key: string;
  deliveredSeq: number;
  readSeq: number;
}

/** How far somebody has got: everything up to these seqs has reached a device of theirs, or was read. */
export interface ReceiptState {
  participant: Participant;
  deliveredSeq: number;
  readSeq: number;
}

/** A customer in a list's row. */
export interface CustomerSummary {
  id: string;
  name: string;
  email?: string | null;
}

/** What agents see of a conversation beside the customer's copy. */
export interface DeskFields {
  customerId: string;
  customer: CustomerSummary;
  /** Null while it waits in the queue. */
  assigneeId?: string | null;
  teamId?: string | null;
  priority: Priority;
  category?: Category | null;
  /** Sorted. */
  labels: string[];
  description?: string | null;
  /** The newest message is the customer's. */
  needsReply: boolean;
  /** When it entered the queue, while it waits there. */
  queuedAt?: string | null;
  updatedAt: string;
}

/** A conversation. Customers get these fields; agents also those of {@link DeskFields}. */
export interface Conversation extends Partial<DeskFields> {
  id: string;
  inboxId: string;
  kind: ConversationKind;
  status: Status;
  subject?: string | null;
  /** The newest seq this reader may see. */
  headSeq: number;
  /** Messages this reader has not read and did not write. */
  unreadCount: number;
  lastMessage?: LastMessage | null;
  lastMessageAt?: string | null;
  assignee?: PublicAgent | null;
  previousConversationId?: string | null;
  createdAt: string;
  resolvedAt?: string | null;
  closedAt?: string | null;
  me?: OwnMark | null;
  /** How far the others have got; only where one conversation is asked for. */
  receipts?: ReceiptState[] | null;
}

/** An agent's account as colleagues see it. */
export interface Agent {
  id: string;
  email?: string | null;
  name: string;
  avatarUrl?: string | null;
  role: Role;
  teamIds: string[];
  availability: Availability;
  /** Whether a device of theirs is connected, or was within the grace. */
  present: boolean;
  /** Conversations they may hold at once. */
  capacity: number;
  active: boolean;
  lastSeenAt?: string | null;
  createdAt: string;
}

/** A customer's record as agents and that customer see it. */
export interface Customer {
  id: string;
  /** The id the host's application knows them by; null while a visitor. */
  hostId?: string | null;
  name: string;
  email?: string | null;
  identified: boolean;
  /** What the host's token says about them. */
  attributes?: Record<string, unknown> | null;
  lastSeenAt?: string | null;
  createdAt: string;
}

/** What the widget knows about its inbox before anybody signs in. */
export interface Inbox {
  id: string;
  name: string;
  greeting?: string | null;
  /** The brand colour as `#rrggbb`. */
  color?: string | null;
  /** Whether customers can write through it. */
  chatEnabled: boolean;
}

/** What customers learn of presence. Away and busy agents are not counted. */
export interface CustomerPresence {
  available: boolean;
  onlineCount: number;
  agents: PublicAgent[];
}

/** What agents learn of one colleague. */
export interface AgentPresence {
  agentId: string;
  name: string;
  availability: Availability;
  present: boolean;
}

/** A refusal: the stable code, a sentence a person understands, and when to try again, where that helps. */
export interface ErrorBody {
  code: string;
  message: string;
  retryAfterMs?: number | null;
}

/** What is wrong with one field (422). */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** A refusal over HTTP, `application/problem+json`. */
export interface Problem extends ErrorBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[] | null;
}

/** A page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
}
