import type { Conversation } from '@deskbell/protocol';
import { useEffect, useRef } from 'react';
import { useAction } from '../../shared/keys/actions';
import { Choice } from '../../shared/ui/Choice';
import { SORTS, STATUSES, type ListFilter } from './filter';
import { BulkBar } from './selection/BulkBar';
import { strings as bulkStrings } from './selection/strings';
import type { Bulk } from './selection/useBulk';
import type { Selection } from './selection/useSelection';
import { strings } from './strings';

const STATUS_OPTIONS = STATUSES.map((value) => ({
  value,
  words: strings.statuses[value],
  meaning: value === 'live' ? strings.unresolved : undefined,
}));
const SORT_OPTIONS = SORTS.map((value) => ({ value, words: strings.sorts[value], meaning: strings.sortMeanings[value] }));

export interface ListBarProps {
  filter: ListFilter;
  onFilter: (change: Partial<ListFilter>) => void;
  selection: Selection;
  bulk: Bulk;
  /** The selected conversations. */
  targets: readonly Conversation[];
  /** How many rows there are. */
  count: number;
}

/** Right above the rows: in which status and order they are, or what is done with the selected ones. */
export function ListBar({ filter, onFilter, selection, bulk, targets, count }: ListBarProps) {
  const some = selection.ids.length > 0;
  useAction('list.sort', () => onFilter({ sort: filter.sort === 'waiting' ? undefined : 'waiting' }));
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-t border-line pe-2">
      <span className="grid h-full w-16 shrink-0 place-items-center">
        <AllBox
          all={some && selection.ids.length === count}
          some={some}
          disabled={count === 0}
          onChange={() => (some ? selection.clear() : selection.all())}
        />
      </span>
      {some || bulk.running ? (
        <BulkBar bulk={bulk} targets={targets} onClear={selection.clear} />
      ) : (
        <>
          <Choice label={strings.status} value={filter.status} options={STATUS_OPTIONS} onChange={(status) => onFilter({ status })} className="text-muted!" />
          <span className="flex-1" />
          <Choice
            label={strings.sort}
            value={filter.sort ?? 'recent'}
            options={SORT_OPTIONS}
            onChange={(sort) => onFilter({ sort: sort === 'recent' ? undefined : sort })}
            align="end"
            className="text-muted!"
          />
        </>
      )}
    </div>
  );
}

function AllBox({ all, some, disabled, onChange }: { all: boolean; some: boolean; disabled: boolean; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      checked={all}
      disabled={disabled}
      onChange={onChange}
      aria-label={some ? bulkStrings.clear : bulkStrings.chooseAll}
    />
  );
}
