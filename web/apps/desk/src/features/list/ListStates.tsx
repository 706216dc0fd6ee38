import { Skeleton, VisuallyHidden } from '@deskbell/ui';
import { Inbox, SearchX, TriangleAlert } from 'lucide-react';
import { Blank } from '../../shared/ui/Blank';
import type { ListFilter } from './filter';
import { strings } from './strings';

/** Where rows will stand. */
export function LoadingRows({ count, label }: { count: number; label: string }) {
  return (
    <div>
      <VisuallyHidden role="status">{label}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-16 items-center gap-3 px-4">
          <Skeleton width="32px" height="32px" className="rounded-full!" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton width={index % 2 ? '45%' : '60%'} height="12px" />
            <Skeleton width={index % 3 ? '85%' : '70%'} height="12px" />
          </span>
        </div>
      ))}
    </div>
  );
}

export interface EmptyListProps {
  filter: ListFilter;
  /** Something beside status and words narrows it. */
  narrowed: boolean;
  clear: () => void;
}

/** No rows: because there is nothing to do, or because nothing matches. */
export function EmptyList({ filter, narrowed, clear }: EmptyListProps) {
  const [title, next] = strings.empty[filter.tab];
  const everyWord = filter.q.trim() === '';
  const everyStatus = filter.status === 'any';
  if (!narrowed && everyWord && (everyStatus || filter.status === 'live')) {
    return (
      <Blank of={Inbox} title={title}>
        {next}
      </Blank>
    );
  }
  if (narrowed) {
    return (
      <Blank of={SearchX} title={strings.noMatch} action={{ label: strings.clearFilters, run: clear }}>
        {strings.noMatchNarrowed}
      </Blank>
    );
  }
  const action = everyStatus ? undefined : { label: strings.anyStatus, run: clear };
  return (
    <Blank of={SearchX} title={strings.noMatch} action={action}>
      {everyStatus ? strings.noMatchAnywhere : everyWord ? strings.noMatchInStatus : strings.noMatchMeaning}
    </Blank>
  );
}

/** The server did not give the list. */
export function FailedList({ retry }: { retry: () => void }) {
  return (
    <Blank bad of={TriangleAlert} title={strings.failed} action={{ label: strings.again, run: retry }}>
      {strings.failedMeaning}
    </Blank>
  );
}
