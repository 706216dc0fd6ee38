import type { Conversation, ConversationCounts } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNames } from '../../shared/desk/names';
import { useViews } from '../../shared/desk/views';
import { focusedRow } from '../../shared/keys/useRowFocus';
import { Chips } from './filters/Chips';
import { FilterPanel } from './filters/FilterPanel';
import { chipsOf, UNNARROWED } from './filters/narrowings';
import { SearchField } from './filters/SearchField';
import type { ListFilter } from './filter';
import { ListBar } from './ListBar';
import { EmptyList, FailedList, LoadingRows } from './ListStates';
import { ListTabs } from './ListTabs';
import { RowsView, type RowsViewProps } from './rows/RowsView';
import { Failures } from './selection/Failures';
import { useBulk } from './selection/useBulk';
import { useSelection } from './selection/useSelection';
import { strings } from './strings';
import { useRows } from './useRows';
import { ViewLine } from './views/ViewLine';
import { ViewsMenu, type ViewsMenuProps } from './views/ViewsMenu';

export interface ListPaneProps {
  filter: ListFilter;
  onFilter: (change: Partial<ListFilter>) => void;
  counts: ConversationCounts | undefined;
  selected: string | null;
  renderLink: RowsViewProps['renderLink'];
  /** Where the list as it is filtered can be had as a file. */
  exportHref: string;
  /** The saved view one has come by. */
  viewId: string | undefined;
  onView: ViewsMenuProps['onView'];
}

/** The list of conversations. It moves by deltas, and not while somebody reads or points at it. */
export function ListPane({ filter, onFilter, counts, selected, renderLink, exportHref, viewId, onView }: ListPaneProps) {
  // As state: rows that are known from before are measured before a reference to their frame would be set.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const rows = useRows(filter, selected, pointed || scrolled);
  const { ids, known, status, fresh, retry } = rows;
  const view = useViews().find((one) => one.id === viewId) ?? null;
  const chips = chipsOf(filter, useNames());
  const selection = useSelection(filter, ids, () => focusedRow() ?? selected);
  const bulk = useBulk(selection.keep);
  const targets = useMemo(() => selection.ids.map((id) => known.get(id)).filter((one): one is Conversation => one !== undefined), [selection.ids, known]);

  const showFresh = () => {
    rows.refresh();
    scroller?.scrollTo({ top: 0 });
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center gap-1 ps-3 pe-2">
        <ListTabs tab={filter.tab} counts={counts} onTab={(tab) => onFilter({ tab })} />
        <ViewsMenu filter={filter} current={view} onView={onView} />
      </div>
      <div className="flex shrink-0 items-center gap-1 px-3 pb-2">
        <SearchField q={filter.q} onQ={(q) => onFilter({ q })} />
        <FilterPanel filter={filter} onFilter={onFilter} counts={counts} narrowed={chips.length} exportHref={exportHref} />
      </div>
      {view && <ViewLine view={view} filter={filter} onView={onView} />}
      <Chips chips={chips} onFilter={onFilter} />
      <ListBar filter={filter} onFilter={onFilter} selection={selection} bulk={bulk} targets={targets} count={ids.length} />
      <Failures failures={bulk.failures} known={known} onDismiss={bulk.dismiss} />
      <div className="relative min-h-0 flex-1 border-t border-line">
        {fresh > 0 && (
          <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
            <Button tone="action" size="small" className="float pointer-events-auto rounded-full! shadow-float" aria-label={strings.freshLabel(fresh)} onClick={showFresh}>
              <Icon of={ArrowUp} /> {strings.fresh(fresh)}
            </Button>
          </div>
        )}
        <div
          ref={setScroller}
          className="h-full overflow-y-auto overscroll-contain"
          onPointerEnter={(event) => setPointed(event.pointerType === 'mouse')}
          onPointerLeave={() => setPointed(false)}
          onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 8)}
        >
          {status === 'loading' && <LoadingRows count={8} label={strings.loading} />}
          {status === 'failed' && <FailedList retry={retry} />}
          {status === 'ready' && ids.length === 0 && (
            <EmptyList filter={filter} narrowed={chips.length > 0} clear={() => onFilter(chips.length > 0 ? UNNARROWED : { status: 'any' })} />
          )}
          {status === 'ready' && ids.length > 0 && (
            <RowsView rows={rows} scroller={scroller} selected={selected} selection={selection} renderLink={renderLink} />
          )}
        </div>
      </div>
    </div>
  );
}
