/** What a list shows: the same rule for the server's pages and for what is heard of live. */
import type { ConversationQuery } from '@deskbell/client';
import type { Conversation, Priority, Status } from '@deskbell/protocol';

/** Whose conversations. */
export type ListTab = 'all' | 'mine' | 'queue';
/** In which status; `live` is open or active. */
export type ListStatus = 'live' | Status | 'any';
/** In which order: the newest word first, or those first that wait longest for an answer. */
export type ListSort = 'recent' | 'waiting';

/** What narrows a list further; absent is not narrowed by it. */
export interface Narrowing {
  /** Only those whose newest message is the customer's. */
  readonly needsReply?: true;
  /** Only those this agent follows. */
  readonly followed?: true;
  /** Only those that are put aside; live lists are without them otherwise. */
  readonly snoozed?: true;
  readonly priority?: Priority;
  /** A category's key. */
  readonly category?: string;
  /** A label's name. */
  readonly label?: string;
  /** Ids. */
  readonly team?: string;
  readonly inbox?: string;
  readonly agent?: string;
}

/** Everything that narrows a list; it stands in the page's address. */
export interface ListFilter extends Narrowing {
  readonly tab: ListTab;
  readonly status: ListStatus;
  readonly q: string;
  readonly sort?: ListSort;
}

export const TABS: readonly ListTab[] = ['all', 'mine', 'queue'];
export const STATUSES: readonly ListStatus[] = ['live', 'open', 'active', 'resolved', 'closed', 'any'];
export const SORTS: readonly ListSort[] = ['recent', 'waiting'];
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'medium', 'low'];

/** The names of what narrows, as they stand in a filter. */
export const NARROWINGS = [
  'needsReply',
  'followed',
  'snoozed',
  'priority',
  'category',
  'label',
  'team',
  'inbox',
  'agent',
] as const satisfies readonly (keyof Narrowing)[];

/** What everybody sees first. */
export const USUAL: ListFilter = { tab: 'all', status: 'live', q: '' };

/** A page of conversations, as the server gives them. */
export const PAGE = 50;

/** The filter as the server is asked. */
export function queryOf(filter: ListFilter, me: string): ConversationQuery {
  const { tab, needsReply, followed, priority, category, label, team, inbox, agent, sort } = filter;
  const status = { live: 'open,active', any: undefined, open: 'open', active: 'active', resolved: 'resolved', closed: 'closed' };
  const q = filter.q.trim();
  return {
    status: status[filter.status],
    assigneeId: { all: agent, mine: me, queue: 'none' }[tab],
    q: q === '' ? undefined : q,
    needsReply: needsReply && 'true',
    followedBy: followed && 'me',
    snoozed: filter.snoozed ? 'true' : hidesSnoozed(filter) ? 'false' : undefined,
    priority,
    category,
    label,
    teamId: team,
    inboxId: inbox,
    sort: sort === 'waiting' ? sort : undefined,
    limit: PAGE,
  };
}

/** Whether a conversation belongs into the list. */
export function matches(conversation: Conversation, filter: ListFilter, me: string): boolean {
  return (
    ofTab(conversation, filter, me) &&
    ofStatus(conversation.status, filter.status) &&
    says(conversation, filter.q) &&
    isNarrowed(conversation, filter)
  );
}

/** What was put aside is out of sight where work waits, until its time comes. */
function hidesSnoozed({ status }: ListFilter): boolean {
  return status === 'live' || status === 'open' || status === 'active';
}

function isNarrowed(one: Conversation, filter: ListFilter): boolean {
  const { needsReply, followed, snoozed, priority, category, label, team, inbox } = filter;
  if (needsReply && !one.needsReply) return false;
  if (followed && !one.me?.follows) return false;
  if (snoozed ? !one.snoozed : one.snoozed && hidesSnoozed(filter)) return false;
  const same = (wanted: string | undefined, held: string | null | undefined) => wanted === undefined || wanted === held;
  return (
    same(priority, one.priority) &&
    same(category, one.category) &&
    same(team, one.teamId) &&
    same(inbox, one.inboxId) &&
    (label === undefined || (one.labels ?? []).includes(label))
  );
}

function ofTab({ assigneeId }: Conversation, { tab, agent }: ListFilter, me: string): boolean {
  if (tab === 'mine') return assigneeId === me;
  if (tab === 'queue') return assigneeId == null;
  return agent === undefined || assigneeId === agent;
}

function ofStatus(status: Status, wanted: ListStatus): boolean {
  if (wanted === 'any') return true;
  return wanted === 'live' ? status === 'open' || status === 'active' : status === wanted;
}

function says({ subject, customer }: Conversation, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return true;
  return [subject, customer?.name, customer?.email].some((text) => text?.toLowerCase().includes(wanted));
}

/** Where the whole list as it is filtered can be had as a file; the session's cookie opens it. */
export function exportHref(filter: ListFilter, me: string): string {
  const query = { ...queryOf(filter, me), limit: undefined };
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `/api/v1/conversations/export?${new URLSearchParams(pairs).toString()}`;
}
