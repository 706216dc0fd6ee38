/** Bodies that only the REST door takes or gives, by their names in the OpenAPI document. */
import type { Inbox, Schemas } from './types';

/** Sign in as an agent. */
export type Login = Schemas['Login'];

/** An agent is signed in; a session cookie is set beside it. */
export type LoggedIn = Schemas['LoggedIn'];

/** A newer token for whoever is signed in. */
export type Refreshed = Schemas['Refreshed'];

/** Who is signed in: an agent or a customer. */
export type Me = Schemas['Me'];

/** Begin as a visitor. */
export type NewVisitor = Schemas['NewVisitor'];

/** A visitor, with the token that is theirs: whoever holds it is this visitor. */
export type Visitor = Schemas['Visitor'];

/** Start a conversation. */
export type NewConversation = Omit<Schemas['NewConversation'], 'category'> & { category?: string | null };

/** A conversation that was started, with its first message. */
export type StartedConversation = Schemas['StartedConversation'];

/** Change fields of a conversation: what is absent stays, null empties. */
export type ConversationPatch = Schemas['ConversationPatch'];

/** Conversations in numbers, for the desk's tabs: open or active ones that this agent may see. */
export type ConversationCounts = Schemas['ConversationCounts'];

/** Change an account: what is absent stays. Agents may change their own name; the rest is an admin's. */
export type AgentPatch = Schemas['AgentPatch'];

/** One account. */
export type AgentReply = Schemas['AgentReply'];

/** One customer's record. */
export type CustomerReply = Schemas['CustomerReply'];

/** What the widget knows of one inbox. */
export interface InboxReply {
  inbox: Inbox;
}
