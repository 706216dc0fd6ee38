import { PRIORITIES, STATUSES, TABS, type ListFilter, type ListStatus } from '../features/list/filter';
import { besideOf, besideText } from './columns/beside';

/** What narrows the list, as it stands in the address: only what is not usual. */
export interface DeskSearch {
  tab?: 'mine' | 'queue';
  status?: Exclude<ListStatus, 'live'>;
  q?: string;
  sort?: 'waiting';
  reply?: '1';
  followed?: '1';
  snoozed?: '1';
  priority?: NonNullable<ListFilter['priority']>;
  category?: string;
  label?: string;
  team?: string;
  inbox?: string;
  agent?: string;
  /** The saved view one has come by. */
  view?: string;
  /** The entry of the open conversation one has come for. */
  at?: string;
  /** The conversations that stand beside the open one. */
  beside?: string;
}

/** Longer words than this are not searched for. */
const LONGEST = 200;

/** Reads an address; what it does not know is left out. */
export function readSearch(raw: Record<string, unknown>): DeskSearch {
  const text = (name: keyof DeskSearch) => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined;
  };
  const on = (name: keyof DeskSearch) => (raw[name] === '1' ? (true as const) : undefined);
  const search = writeSearch({
    tab: TABS.find((one) => one === raw.tab) ?? 'all',
    status: STATUSES.find((one) => one === raw.status) ?? 'live',
    q: text('q') ?? '',
    sort: raw.sort === 'waiting' ? 'waiting' : undefined,
    needsReply: on('reply'),
    followed: on('followed'),
    snoozed: on('snoozed'),
    priority: PRIORITIES.find((one) => one === raw.priority),
    category: text('category'),
    label: text('label'),
    team: text('team'),
    inbox: text('inbox'),
    agent: text('agent'),
  });
  const view = text('view');
  const at = text('at');
  if (view !== undefined) search.view = view;
  if (at !== undefined && /^[1-9]\d{0,8}$/.test(at)) search.at = at;
  const beside = besideText(besideOf(text('beside')));
  if (beside !== undefined) search.beside = beside;
  return search;
}

/** The filter an address stands for. */
export function filterOf({ tab, status, q, reply, followed, snoozed, view: _view, at: _at, beside: _beside, ...rest }: DeskSearch): ListFilter {
  return {
    ...rest,
    tab: tab ?? 'all',
    status: status ?? 'live',
    q: q ?? '',
    ...(reply && { needsReply: true }),
    ...(followed && { followed: true }),
    ...(snoozed && { snoozed: true }),
  };
}

/** The address of a filter. */
export function writeSearch(filter: ListFilter): DeskSearch {
  const { tab, status, q, sort, needsReply, followed, snoozed, priority, category, label, team, inbox, agent } = filter;
  const search: DeskSearch = {
    tab: tab === 'all' ? undefined : tab,
    status: status === 'live' ? undefined : status,
    q: q === '' ? undefined : q,
    sort: sort === 'waiting' ? sort : undefined,
    reply: needsReply && '1',
    followed: followed && '1',
    snoozed: snoozed && '1',
    priority,
    category,
    label,
    team,
    inbox,
    agent,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** The same list, and no entry one has come for: what another conversation's address begins with. */
export function withoutEntry({ at: _at, ...rest }: DeskSearch): DeskSearch {
  return rest;
}

/** The address of a conversation in the same list: it does not stand beside itself. */
export function searchAt(before: DeskSearch, conversationId: string): DeskSearch {
  const beside = besideText(besideOf(before.beside).filter((id) => id !== conversationId));
  return { ...withoutEntry(before), beside };
}
