/** Bodies that only the REST door takes or gives. */
import type { Agent, Category, Conversation, ConversationKind, Customer, Entry, Inbox, Priority, Role } from './types';

/** Sign in as an agent. */
export interface Login {
  email: string;
  password: string;
}

/** An agent is signed in; a session cookie is set beside it. */
export interface LoggedIn {
  /** A bearer token for any door. */
  token: string;
  expiresAt: string;
  /** What a cookie's writes send as `X-CSRF-Token`. */
  csrfToken: string;
  agent: Agent;
}

/** A newer token for whoever is signed in. */
export interface Refreshed {
  token: string;
  expiresAt: string;
  /** Only where a session cookie was renewed beside it. */
  csrfToken?: string | null;
}

/** Who is signed in: an agent or a customer. */
export interface Me {
  agent?: Agent | null;
  customer?: Customer | null;
  expiresAt: string;
  /** Only with a session cookie. */
  csrfToken?: string | null;
}

/** Begin as a visitor. */
export interface NewVisitor {
  /** Through which inbox; the only one when absent. */
  inboxId?: string | null;
  /** A name to be called by. */
  name?: string | null;
}

/** A visitor, with the token that is theirs: whoever holds it is this visitor. */
export interface Visitor {
  token: string;
  expiresAt: string;
  customer: Customer;
}

/** Start a conversation. */
export interface NewConversation {
  inboxId?: string | null;
  /** A live chat when absent. */
  kind?: ConversationKind | null;
  subject?: string | null;
  /** The first message. */
  message: string;
  /** The sender's own name for the first message; made when absent. */
  clientId?: string | null;
  description?: string | null;
  priority?: Priority | null;
  category?: Category | null;
}

/** A conversation that was started, with its first message. */
export interface StartedConversation {
  conversation: Conversation;
  message: Entry;
}

/** Change fields of a conversation: what is absent stays, null empties. */
export interface ConversationPatch {
  subject?: string | null;
  description?: string | null;
  priority?: Priority;
  category?: Category | null;
  /** All labels it shall carry. */
  labels?: string[];
}

/** Conversations in numbers, for the desk's tabs: open or active ones that this agent may see. */
export interface ConversationCounts {
  all: number;
  mine: number;
  queue: number;
  /** How many hold a message this agent has not read. */
  unread: number;
}

/** Change an account: what is absent stays. Agents may change their own name; the rest is an admin's. */
export interface AgentPatch {
  name?: string;
  role?: Role;
  /** Conversations they may hold at once. */
  capacity?: number;
  teamIds?: string[];
}

/** One account. */
export interface AgentReply {
  agent: Agent;
}

/** One customer's record. */
export interface CustomerReply {
  customer: Customer;
}

/** What the widget knows of one inbox. */
export interface InboxReply {
  inbox: Inbox;
}
