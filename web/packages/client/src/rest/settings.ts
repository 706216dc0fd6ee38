/** Settings and the small collections of a team, over the REST door. */
import type {
  AccountPatch,
  Agent,
  AuditRow,
  Block,
  CannedResponse,
  CategoryRecord,
  Conversation,
  ConversationReply,
  InboxSettings,
  InboxSettingsPatch,
  Invitation,
  Label,
  LoggedIn,
  Macro,
  NewBlock,
  NewCannedResponse,
  NewInvitation,
  NewMacro,
  OpenInvitation,
  OrganisationSettings,
  Page,
  Team,
} from '@deskbell/protocol';
import type { Http, Query } from './http';

/** A collection small enough to be read whole. */
export interface Collection<T, New> {
  list(): Promise<readonly T[]>;
  add(body: New): Promise<T>;
  change(id: string, patch: Partial<New>): Promise<T>;
  remove(id: string): Promise<void>;
}

/** Which lines of the audit log; `cursor` is the `nextCursor` of the page before. */
export interface AuditQuery extends Query {
  cursor?: string;
  limit?: number;
  action?: string;
  actorId?: string;
}

/** `rest.settings`. Every call rejects with `RefusalError` or `LineError`. */
export interface SettingsRest {
  organisation(): Promise<OrganisationSettings>;
  changeOrganisation(patch: Partial<OrganisationSettings>): Promise<OrganisationSettings>;
  readonly inboxes: Collection<InboxSettings, InboxSettingsPatch>;
  readonly teams: Omit<Collection<Team, { name: string }>, 'remove'>;
  readonly labels: Collection<Label, { name: string; color: string | null }>;
  readonly categories: Collection<CategoryRecord, { key: string; name: string }>;
  readonly cannedResponses: Collection<CannedResponse, NewCannedResponse>;
  /** It was put into a reply. */
  usedCannedResponse(id: string): Promise<void>;
  readonly macros: Collection<Macro, NewMacro>;
  runMacro(conversationId: string, macroId: string): Promise<Conversation>;
  readonly blocks: Omit<Collection<Block, NewBlock>, 'change'>;
  readonly invitations: Omit<Collection<Invitation, NewInvitation>, 'change'>;
  /** Anybody who holds the link may look. */
  openInvitation(token: string): Promise<OpenInvitation>;
  changeAgent(id: string, patch: AccountPatch): Promise<Agent>;
  audit(query?: AuditQuery): Promise<Page<AuditRow>>;
}

/** Takes an invitation: an account is made and signed in. */
export const takeInvitation = (http: Http, token: string, body: { name: string; password: string }) =>
  http.anonymous<LoggedIn>('POST', `invitations/open/${encodeURIComponent(token)}`, body);

/** The part of the REST door that settings screens use. */
export function settingsRest(http: Http): SettingsRest {
  const all = <T, New>(path: string, noun: string) => collection<T, New>(http, path, noun);
  const { list, add, remove } = all<Block, NewBlock>('blocks', 'block');
  const invitations = all<Invitation, NewInvitation>('invitations', 'invitation');
  return {
    organisation: async () => (await http.get<{ settings: OrganisationSettings }>('settings')).settings,
    changeOrganisation: async (patch) =>
      (await http.send<{ settings: OrganisationSettings }>('PATCH', 'settings', patch)).settings,
    inboxes: all('inboxes', 'inbox'),
    teams: all('teams', 'team'),
    labels: all('labels', 'label'),
    categories: all('categories', 'category'),
    cannedResponses: all('canned-responses', 'cannedResponse'),
    usedCannedResponse: (id) => http.once('POST', `canned-responses/${encodeURIComponent(id)}/use`),
    macros: all('macros', 'macro'),
    runMacro: async (conversationId, macroId) => {
      const path = `conversations/${encodeURIComponent(conversationId)}/macros/${encodeURIComponent(macroId)}`;
      return (await http.once<ConversationReply>('POST', path)).conversation;
    },
    blocks: { list, add, remove },
    invitations: { list: invitations.list, add: invitations.add, remove: invitations.remove },
    openInvitation: (token) => http.anonymous('GET', `invitations/open/${encodeURIComponent(token)}`),
    changeAgent: async (id, patch) =>
      (await http.send<{ agent: Agent }>('PATCH', `agents/${encodeURIComponent(id)}`, patch)).agent,
    audit: (query) => http.get('audit', query),
  };
}

/** Pages read of one collection at most: what a team keeps has far fewer. */
const MOST_PAGES = 20;

/** A collection at `path`; each answer names what it holds by `noun`. */
export function collection<T, New>(http: Http, path: string, noun: string): Collection<T, New> {
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const held = async (reply: Promise<Record<string, T>>): Promise<T> => (await reply)[noun] as T;
  return {
    list: async () => {
      const items: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const read: Page<T> = await http.get(path, { cursor });
        items.push(...read.items);
        cursor = read.nextCursor ?? undefined;
        if (cursor === undefined) break;
      }
      return items;
    },
    add: (body) => held(http.once('POST', path, body)),
    change: (id, patch) => held(http.send('PATCH', one(id), patch)),
    remove: (id) => http.send('DELETE', one(id)),
  };
}
