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
  Inbox,
  LoggedIn,
  Login,
  Me,
  Page,
} from '@deskbell/protocol';
import { customerRest, pathOf as one, type ConversationQuery, type CustomerRest } from './customer';
import { deskRest, type DeskRest } from './desk';
import { createHttp, type HttpOptions } from './http';
import { createLists, type ListsRest } from './lists';
import { settingsRest, takeInvitation, type SettingsRest } from './settings';

/** The whole REST door, as agents use it. Every call rejects with `RefusalError` or `LineError`. */
export interface Rest extends CustomerRest {
  /** What agents do to one conversation and its customer. */
  readonly desk: DeskRest;
  login(body: Login): Promise<LoggedIn>;
  /** Signs somebody in who was invited: their name and a password of their own. */
  takeInvitation(token: string, body: { name: string; password: string }): Promise<LoggedIn>;
  logout(): Promise<void>;
  me(): Promise<Me>;
  /** Agents: every inbox. */
  inboxes(): Promise<Page<Inbox>>;
  counts(): Promise<ConversationCounts>;
  patchConversation(id: string, patch: ConversationPatch): Promise<Conversation>;
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
  const agent = (id: string) => `agents/${encodeURIComponent(id)}`;
  const learnCsrf = <T extends { csrfToken?: string | null }>(reply: T): T => {
    if (reply.csrfToken) http.useCsrf(reply.csrfToken);
    return reply;
  };
  const customers = customerRest(http);
  return {
    ...customers,
    desk: deskRest(http),
    login: async (body) => learnCsrf(await http.anonymous<LoggedIn>('POST', 'auth/login', body)),
    takeInvitation: async (token, body) => learnCsrf(await takeInvitation(http, token, body)),
    logout: () => http.send('POST', 'auth/logout'),
    refresh: async (bearer) => learnCsrf(await customers.refresh(bearer)),
    me: async () => learnCsrf(await http.get<Me>('me')),
    inboxes: () => http.get('inboxes'),
    counts: () => http.get('conversations/counts'),
    patchConversation: async (id, patch) => (await http.send<ConversationReply>('PATCH', one(id), patch)).conversation,
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
