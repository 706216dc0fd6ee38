/** The REST door as customers use it: a page that carries only this carries nothing of the desk. */
import type {
  Attachment,
  Attributes,
  Conversation,
  ConversationReply,
  Entry,
  Inbox,
  InboxReply,
  NewConversation,
  NewVisitor,
  Page,
  Refreshed,
  StartedConversation,
  Visitor,
} from '@deskbell/protocol';
import type { FileWatch } from '../files/post';
import type { FileLike } from '../files/rules';
import { createHttp, type Http, type HttpOptions, type Query } from './http';

/** Filters of the conversation list; `cursor` is the `nextCursor` of the page before. */
export interface ConversationQuery extends Query {
  /** One or more of open, active, resolved, closed, separated by commas. */
  status?: string;
  /** An agent's id, `me`, or `none` for those that nobody holds. */
  assigneeId?: string;
  teamId?: string;
  inboxId?: string;
  customerId?: string;
  priority?: string;
  category?: string;
  label?: string;
  /** In the subject, or the customer's name or address. */
  q?: string;
  /** Whose newest message is the customer's. */
  needsReply?: 'true';
  /** Only those that are put aside, or only those that are not; both when absent. */
  snoozed?: 'true' | 'false';
  followedBy?: 'me';
  /** Newest word first when absent; `waiting`: those that wait longest for an answer first. */
  sort?: 'recent' | 'waiting';
  cursor?: string;
  limit?: number;
}

/** An address by which a file is read without signing in, until it ends. */
export interface FileLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** What a customer says about themselves, or the page they are on; nobody has verified it. */
export interface AboutMe {
  name?: string | null;
  email?: string | null;
  details?: Attributes;
}

/** The part of a timeline wanted; without `after` the newest. */
export interface TimelineQuery extends Query {
  after?: number;
  before?: number;
  limit?: number;
}

/** What customers and their widget ask for. Every call rejects with `RefusalError` or `LineError`. */
export interface CustomerRest {
  /** A newer token for whoever the cookie or `bearer` names. */
  refresh(bearer?: string): Promise<Refreshed>;
  visitor(body: NewVisitor): Promise<Visitor>;
  inbox(id: string): Promise<Inbox>;
  conversations(query?: ConversationQuery): Promise<Page<Conversation>>;
  conversation(id: string): Promise<Conversation>;
  startConversation(body: NewConversation): Promise<StartedConversation>;
  timeline(id: string, query?: TimelineQuery): Promise<Page<Entry>>;
  /** Says how well one was helped, once it is settled. */
  rate(id: string, rating: { score: number; comment: string | null }): Promise<Conversation>;
  /** Uploads a file for a message. The same `key` again is answered with the first file. */
  upload(file: FileLike, key: string, watch: FileWatch): Promise<Attachment>;
  /** Takes back an upload that no message carries. */
  takeUploadBack(id: string): Promise<void>;
  /** An address that opens this file for anybody who has it, for five minutes. */
  fileLink(id: string): Promise<FileLink>;
  /** Says something about oneself; what is absent stays, null takes back. */
  changeMe(about: AboutMe): Promise<void>;
}

/** Where one conversation is. */
export const pathOf = (id: string) => `conversations/${encodeURIComponent(id)}`;

/** The customers' part of an open door. */
export function customerRest(http: Http): CustomerRest {
  return {
    refresh: (bearer) => http.as(bearer, 'POST', 'auth/refresh'),
    visitor: (body) => http.anonymous('POST', 'visitors', body),
    inbox: async (id) => (await http.anonymous<InboxReply>('GET', `inboxes/${encodeURIComponent(id)}`)).inbox,
    conversations: (query) => http.get('conversations', query),
    conversation: async (id) => (await http.get<ConversationReply>(pathOf(id))).conversation,
    // There is one live chat, so a second start is refused; of the other kinds there may be many.
    startConversation: (body) => http[(body.kind ?? 'chat') === 'chat' ? 'send' : 'once']('POST', 'conversations', body),
    upload: async (file, key, watch) => (await http.upload<{ attachment: Attachment }>('uploads', file, key, watch)).attachment,
    takeUploadBack: (id) => http.send('DELETE', `uploads/${encodeURIComponent(id)}`),
    fileLink: (id) => http.send('POST', `uploads/${encodeURIComponent(id)}/link`),
    timeline: (id, query) => http.get(`${pathOf(id)}/timeline`, query),
    rate: async (id, rating) => (await http.send<ConversationReply>('POST', `${pathOf(id)}/rating`, rating)).conversation,
    changeMe: (about) => http.send('PATCH', 'me', about),
  };
}

/** Opens the customers' part of the REST door at `options.url` (the server's origin). No request is made yet. */
export const createCustomerRest = (options: HttpOptions): CustomerRest => customerRest(createHttp(options));
