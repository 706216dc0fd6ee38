/** A saved view is a filter of the list; some names differ on the wire. Pure. */
import type { SavedView, ViewFilter } from '@deskbell/protocol';
import { PRIORITIES, STATUSES, USUAL, type ListFilter } from '../filter';

/** What is kept of a filter. Snoozed and followed ones are no part of a view: they belong to whoever looks. */
export function viewOf(filter: ListFilter): ViewFilter {
  const { tab, status, q, priority, category, label, team, inbox, agent, needsReply, sort } = filter;
  const kept: ViewFilter = {
    status: status === 'live' ? undefined : status === 'any' ? 'open,active,resolved,closed' : status,
    assigneeId: { all: agent, mine: 'me', queue: 'none' }[tab],
    teamId: team,
    inboxId: inbox,
    priority,
    category,
    label,
    q: q.trim() === '' ? undefined : q.trim(),
    needsReply,
    sort: sort === 'waiting' ? sort : undefined,
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

/** The filter a view stands for. */
export function filterOfView({ filter }: Pick<SavedView, 'filter'>): ListFilter {
  const { status, assigneeId, teamId, inboxId, priority, category, label, q, needsReply, sort } = filter;
  const known: { [K in keyof ListFilter]: ListFilter[K] | undefined } = {
    tab: assigneeId === 'me' ? 'mine' : assigneeId === 'none' ? 'queue' : 'all',
    status: statusOf(status ?? undefined),
    q: q ?? '',
    agent: assigneeId && assigneeId !== 'me' && assigneeId !== 'none' ? assigneeId : undefined,
    team: teamId || undefined,
    inbox: inboxId || undefined,
    priority: PRIORITIES.find((one) => one === priority),
    category: category || undefined,
    label: label || undefined,
    needsReply: needsReply ? true : undefined,
    sort: sort === 'waiting' ? sort : undefined,
  };
  return { ...USUAL, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
}

/** Whether the list shows what the view says. */
export function shows(filter: ListFilter, view: SavedView): boolean {
  return !filter.snoozed && !filter.followed && canonical(viewOf(filter)) === canonical(viewOf(filterOfView(view)));
}

function statusOf(status: string | undefined): ListFilter['status'] {
  const parts = (status ?? '').split(',').filter(Boolean);
  if (parts.length > 2) return 'any';
  return parts.length === 1 ? (STATUSES.find((one) => one === parts[0]) ?? 'live') : 'live';
}

function canonical(filter: ViewFilter): string {
  return JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
}
