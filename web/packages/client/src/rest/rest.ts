import type {
  Agent,
  AgentReply,
  Availability,
  Conversation,
  ConversationCounts,
  ConversationPatch,
  ConversationReply,
  Customer,
  CustomerReply,
  Entry,
  Inbox,
  InboxReply,
  LoggedIn,
  Login,
  Me,
  NewConversation,
  NewVisitor,
  Page,
  Refreshed,
  StartedConversation,
  Visitor,
} from '@deskbell/protocol';
import { deskRest, type DeskRest } from './desk';
import { createHttp, type HttpOptions, type Query } from './http';
import { createLists, type ListsRest } from './lists';
import { settingsRest, takeInvitation, type SettingsRest } from './settings';

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

/** The part of a timeline wanted; without `after` the newest. */
export interface TimelineQuery extends Query {
  after?: number;
  before?: number;
  limit?: number;
}

/** The REST door, typed. Every call rejects with `RefusalError` or `LineError`. */
export interface Rest {
  /** What agents do to one conversation and its customer. */
  readonly desk: DeskRest;
  login(body: Login): Promise<LoggedIn>;
  /** Signs somebody in who was invited: their name and a password of their own. */
  takeInvitation(token: string, body: { name: string; password: string }): Promise<LoggedIn>;
  logout(): Promise<void>;
  /** A newer token for whoever the cookie or `bearer` names. */
  refresh(bearer?: string): Promise<Refreshed>;
  me(): Promise<Me>;
  visitor(body: NewVisitor): Promise<Visitor>;
  inbox(id: string): Promise<Inbox>;
  /** Agents: every inbox. */
  inboxes(): Promise<Page<Inbox>>;
  conversations(query?: ConversationQuery): Promise<Page<Conversation>>;
  counts(): Promise<ConversationCounts>;
  conversation(id: string): Promise<Conversation>;
  startConversation(body: NewConversation): Promise<StartedConversation>;
  patchConversation(id: string, patch: ConversationPatch): Promise<Conversation>;
  timeline(id: string, query?: TimelineQuery): Promise<Page<Entry>>;
  /** To oneself when absent, into the queue when null. */
  assign(id: string, agentId?: string | null): Promise<Conversation>;
  customer(id: string): Promise<Customer>;
  customerConversations(id: string, query?: ConversationQuery): Promise<Page<Conversation>>;
  agents(): Promise<Page<Agent>>;
  /** Agents may change their own name. */
  renameAgent(agentId: string, name: string): Promise<Agent>;
  setAvailability(agentId: string, availability: Availability): Promise<Agent>;
  /** Many conversations at once. */
  readonly lists: ListsRest;
  /** Settings, and the small collections a team keeps. */
  readonly settings: SettingsRest;
}

/** Opens the REST door at `options.url` (the server's origin). No request is made yet. */
export function createRest(options: HttpOptions): Rest {
  const http = createHttp(options);
  const one = (id: string) => `conversations/${encodeURIComponent(id)}`;
  const agent = (id: string) => `agents/${encodeURIComponent(id)}`;
  const learnCsrf = <T extends { csrfToken?: string | null }>(reply: T): T => {
    if (reply.csrfToken) http.useCsrf(reply.csrfToken);
    return reply;
  };
  return {
    desk: deskRest(http),
    login: async (body) => learnCsrf(await http.anonymous<LoggedIn>('POST', 'auth/login', body)),
    takeInvitation: async (token, body) => learnCsrf(await takeInvitation(http, token, body)),
    logout: () => http.send('POST', 'auth/logout'),
    refresh: async (bearer) => learnCsrf(await http.as<Refreshed>(bearer, 'POST', 'auth/refresh')),
    me: async () => learnCsrf(await http.get<Me>('me')),
    visitor: (body) => http.anonymous('POST', 'visitors', body),
    inbox: async (id) => (await http.anonymous<InboxReply>('GET', `inboxes/${encodeURIComponent(id)}`)).inbox,
    inboxes: () => http.get('inboxes'),
    conversations: (query) => http.get('conversations', query),
    counts: () => http.get('conversations/counts'),
    conversation: async (id) => (await http.get<ConversationReply>(one(id))).conversation,
    // There is one live chat, so a second start is refused; of the other kinds there may be many.
    startConversation: (body) => http[(body.kind ?? 'chat') === 'chat' ? 'send' : 'once']('POST', 'conversations', body),
    patchConversation: async (id, patch) => (await http.send<ConversationReply>('PATCH', one(id), patch)).conversation,
    timeline: (id, query) => http.get(`${one(id)}/timeline`, query),
    assign: async (id, agentId) => {
      const body = agentId === undefined ? {} : { agentId };
      return (await http.send<ConversationReply>('POST', `${one(id)}/assign`, body)).conversation;
    },
    customer: async (id) => (await http.get<CustomerReply>(`customers/${encodeURIComponent(id)}`)).customer,
    customerConversations: (id, query) => http.get(`customers/${encodeURIComponent(id)}/conversations`, query),
    agents: () => http.get('agents'),
    renameAgent: async (id, name) => (await http.send<AgentReply>('PATCH', agent(id), { name })).agent,
    setAvailability: async (id, availability) =>
      (await http.send<AgentReply>('PUT', `${agent(id)}/availability`, { availability })).agent,
    lists: createLists(http),
    settings: settingsRest(http),
  };
}
