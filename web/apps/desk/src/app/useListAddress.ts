import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { ListFilter } from '../features/list/filter';
import { filterOf, writeSearch, type DeskSearch } from './search';

/** What the address says of the list, and how that is changed. */
export interface ListAddress {
  readonly filter: ListFilter;
  /** The saved view one has come by. */
  readonly viewId: string | undefined;
  onFilter(change: Partial<ListFilter>): void;
  onView(filter: ListFilter, viewId: string | undefined): void;
}

/** The list's part of the address. The filter stays the same object while it says the same. */
export function useListAddress(): ListAddress {
  const navigate = useNavigate();
  const search = useSearch({ from: '/conversations' });
  const said = JSON.stringify(filterOf(search));
  const filter = useMemo(() => JSON.parse(said) as ListFilter, [said]);
  const viewId = search.view;

  const onView = useCallback<ListAddress['onView']>(
    (next, view) => void navigate({ to: '.', search: (before) => ({ ...beyondList(before), ...writeSearch(next), ...(view && { view }) }) }),
    [navigate],
  );
  const onFilter = useCallback<ListAddress['onFilter']>(
    (change) =>
      void navigate({
        to: '.',
        search: (before) => ({
          ...beyondList(before),
          ...writeSearch({ ...filter, ...change }),
          ...(viewId && { view: viewId }),
        }),
        replace: change.q !== undefined,
      }),
    [navigate, filter, viewId],
  );
  return { filter, viewId, onFilter, onView };
}

/** What the address says of other things than the list. */
function beyondList({ at, beside }: DeskSearch): DeskSearch {
  return { ...(at !== undefined && { at }), ...(beside !== undefined && { beside }) };
}
