import type { Found } from '@deskbell/protocol';
import { Button, Dot } from '@deskbell/ui';
import { SearchX, TriangleAlert } from 'lucide-react';
import { useMemo, useRef, type ReactNode } from 'react';
import { useRowFocus } from '../../shared/keys/useRowFocus';
import { Blank } from '../../shared/ui/Blank';
import { isNarrowed, keyOf, type Sought } from './query';
import { ResultLine } from './ResultLine';
import { strings } from './strings';
import type { Results } from './useFound';

/** A link to where something was found. */
export type FoundLink = (found: Found, props: { className: string; children: ReactNode; tabIndex: number }) => ReactNode;

export interface ResultListProps {
  results: Results;
  sought: Sought;
  renderLink: FoundLink;
}

/** What was found, or why there is nothing. */
export function ResultList({ results, sought, renderLink }: ResultListProps) {
  const { items, status, partial, stale, hasMore, loadingMore, moreFailed, loadMore, retry } = results;
  const list = useRef<HTMLUListElement>(null);
  const ids = useMemo(() => items.map(keyOf), [items]);
  const focused = useRowFocus({ ids, selected: null, list, reveal: (index) => list.current?.children[index]?.scrollIntoView({ block: 'nearest' }) });

  if (status === 'failed') {
    return (
      <Blank bad of={TriangleAlert} title={strings.failed} action={{ label: strings.again, run: retry }}>
        {strings.failedMeaning}
      </Blank>
    );
  }
  return (
    <>
      {items.length === 0 && !stale && !partial && (
        <Blank of={SearchX} title={strings.none(sought.q)}>
          {isNarrowed(sought) ? strings.noneFiltered : strings.noneMeaning}
        </Blank>
      )}
      <ul ref={list} aria-label={strings.results} aria-busy={stale} className={`divide-y divide-line ${stale ? 'opacity-60' : ''}`}>
        {items.map((found, index) => (
          <li key={ids[index]} data-row={ids[index]}>
            <ResultLine
              found={found}
              link={(props) => renderLink(found, { ...props, tabIndex: ids[index] === (focused ?? ids[0]) ? 0 : -1 })}
            />
          </li>
        ))}
      </ul>
      {partial && !stale && (
        <p role="status" className="mx-4 mt-3 rounded-control border border-line bg-sunken px-3 py-2 text-meta">
          <Dot tone="warn">{hasMore ? strings.partial : strings.partialAtEnd}</Dot>
        </p>
      )}
      {(hasMore || moreFailed || partial) && !stale && (
        <div className="flex items-center justify-center gap-3 p-4 text-meta text-muted">
          {moreFailed && <span role="alert">{strings.moreFailed}</span>}
          <Button disabled={loadingMore} onClick={hasMore ? loadMore : retry}>
            {moreFailed || !hasMore ? strings.again : partial ? strings.goOn : strings.more}
          </Button>
        </div>
      )}
    </>
  );
}
