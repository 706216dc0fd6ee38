import { STATUSES, TABS, type ListFilter, type ListStatus } from '../features/list/filter';

/** What narrows the list, as it stands in the address: only what is not usual. */
export interface DeskSearch {
  tab?: 'mine' | 'queue';
  status?: Exclude<ListStatus, 'live'>;
  q?: string;
}

/** Reads an address; what it does not know is left out. */
export function readSearch(raw: Record<string, unknown>): DeskSearch {
  const { tab, status, q } = raw;
  return writeSearch({
    tab: TABS.find((one) => one === tab) ?? 'all',
    status: STATUSES.find((one) => one === status) ?? 'live',
    q: typeof q === 'string' ? q.slice(0, 200) : '',
  });
}

/** The filter an address stands for. */
export function filterOf({ tab, status, q }: DeskSearch): ListFilter {
  return { tab: tab ?? 'all', status: status ?? 'live', q: q ?? '' };
}

/** The address of a filter. */
export function writeSearch({ tab, status, q }: ListFilter): DeskSearch {
  const search: DeskSearch = {};
  if (tab !== 'all') search.tab = tab;
  if (status !== 'live') search.status = status;
  if (q !== '') search.q = q;
  return search;
}
