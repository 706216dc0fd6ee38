/** What a list shows: the same rule for the server's pages and for what is heard of live. */
import type { ConversationQuery } from '@deskbell/client';
import type { Conversation, Status } from '@deskbell/protocol';

/** Whose conversations. */
export type ListTab = 'all' | 'mine' | 'queue';
/** In which status; `live` is open or active. */
export type ListStatus = 'live' | Status | 'any';

/** Everything that narrows a list; it stands in the page's address. */
export interface ListFilter {
  readonly tab: ListTab;
  readonly status: ListStatus;
  readonly q: string;
}

export const TABS: readonly ListTab[] = ['all', 'mine', 'queue'];
export const STATUSES: readonly ListStatus[] = ['live', 'open', 'active', 'resolved', 'closed', 'any'];

/** A page of conversations, as the server gives them. */
export const PAGE = 50;

/** The filter as the server is asked. */
export function queryOf(filter: ListFilter, me: string): ConversationQuery {
  const assigneeId = { all: undefined, mine: me, queue: 'none' }[filter.tab];
  const status = { live: 'open,active', any: undefined, open: 'open', active: 'active', resolved: 'resolved', closed: 'closed' };
  const q = filter.q.trim();
  return { status: status[filter.status], assigneeId, q: q === '' ? undefined : q, limit: PAGE };
}

/** Whether a conversation belongs into the list. */
export function matches(conversation: Conversation, filter: ListFilter, me: string): boolean {
  return ofTab(conversation, filter.tab, me) && ofStatus(conversation.status, filter.status) && says(conversation, filter.q);
}

function ofTab({ assigneeId }: Conversation, tab: ListTab, me: string): boolean {
  if (tab === 'mine') return assigneeId === me;
  return tab === 'all' || assigneeId == null;
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
