import type { ConversationCounts } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { ArrowUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ListFilter } from './filter';
import { ListFilters } from './ListFilters';
import { EmptyList, FailedList, LoadingRows } from './ListStates';
import { ListTabs } from './ListTabs';
import { RowsView, type RowsViewProps } from './RowsView';
import { strings } from './strings';
import { useRows } from './useRows';

export interface ListPaneProps {
  filter: ListFilter;
  onFilter: (change: Partial<ListFilter>) => void;
  counts: ConversationCounts | undefined;
  selected: string | null;
  renderLink: RowsViewProps['renderLink'];
  /** Beside the tabs, such as a way to one's account on a phone. */
  aside?: ReactNode;
}

/** The list of conversations. It moves by deltas, and not while somebody reads or points at it. */
export function ListPane({ filter, onFilter, counts, selected, renderLink, aside }: ListPaneProps) {
  // As state: rows that are known from before are measured before a reference to their frame would be set.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const rows = useRows(filter, selected, pointed || scrolled);
  const { ids, status, fresh, retry } = rows;

  const showFresh = () => {
    rows.refresh();
    scroller?.scrollTo({ top: 0 });
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center gap-1 px-3">
        <ListTabs tab={filter.tab} counts={counts} onTab={(tab) => onFilter({ tab })} />
        {aside}
      </div>
      <ListFilters filter={filter} onQ={(q) => onFilter({ q })} onStatus={(next) => onFilter({ status: next })} />
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
            <EmptyList filter={filter} clear={() => onFilter({ status: 'any' })} />
          )}
          {status === 'ready' && ids.length > 0 && (
            <RowsView rows={rows} scroller={scroller} selected={selected} renderLink={renderLink} />
          )}
        </div>
      </div>
    </div>
  );
}
