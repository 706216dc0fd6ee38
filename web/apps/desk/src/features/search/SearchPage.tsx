import { Skeleton, VisuallyHidden } from '@deskbell/ui';
import { useCallback, useRef } from 'react';
import { useDesk } from '../../shared/desk/context';
import { Begin } from './Begin';
import type { Sought } from './query';
import { remember } from './recent';
import { ResultList, type FoundLink } from './ResultList';
import { SoughtField } from './SoughtField';
import { SoughtFilters } from './SoughtFilters';
import { strings } from './strings';
import { useFound } from './useFound';

export interface SearchPageProps {
  sought: Sought;
  onSought: (change: Partial<Sought>) => void;
  renderLink: FoundLink;
}

/** Everything that was ever written here, by its words. */
export function SearchPage({ sought, onSought, renderLink }: SearchPageProps) {
  const { me } = useDesk();
  const results = useFound(sought);
  const below = useRef<HTMLDivElement>(null);
  const onQ = useCallback((q: string) => onSought({ q }), [onSought]);
  const toResults = () => {
    remember(me.id, sought.q);
    below.current?.querySelector<HTMLElement>('[data-row] a')?.focus();
  };
  const { status, items, hasMore } = results;
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="shrink-0 border-b border-line px-4 py-3">
        <div className="mx-auto max-w-200">
          <VisuallyHidden>
            <h1>{strings.title}</h1>
          </VisuallyHidden>
          <SoughtField q={sought.q} onQ={onQ} onLeave={toResults} />
          <SoughtFilters sought={sought} onSought={onSought} />
        </div>
      </header>
      <div ref={below} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {/* What was opened was worth looking for. */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- links in it are pressed */}
        <div className="mx-auto max-w-200 pb-6" onClick={(event) => (event.target as Element).closest('[data-row] a') && remember(me.id, sought.q)}>
          {status === 'idle' && <Begin owner={me.id} onQ={onQ} />}
          {status === 'loading' && <Looking />}
          {(status === 'ready' || status === 'failed') && <ResultList results={results} sought={sought} renderLink={renderLink} />}
        </div>
      </div>
      <VisuallyHidden role="status">{status === 'ready' && !results.stale ? strings.found(items.length, hasMore) : ''}</VisuallyHidden>
    </div>
  );
}

function Looking() {
  return (
    <div>
      <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex gap-3 px-4 py-3">
          <Skeleton width="32px" height="32px" className="rounded-full!" />
          <span className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton width={index % 2 ? '35%' : '45%'} height="12px" />
            <Skeleton width={index % 3 ? '90%' : '75%'} height="12px" />
          </span>
        </div>
      ))}
    </div>
  );
}
