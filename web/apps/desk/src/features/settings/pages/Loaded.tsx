import { Skeleton, VisuallyHidden } from '@deskbell/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Blank } from '../../../shared/ui/Blank';
import { sentenceOf } from '../../../shared/words/errors';
import { strings } from '../kit/strings';

/** What was asked for once it is there; until then its shape, and a sentence when it cannot be had. */
export function Loaded<T>({ of, children }: { of: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data);
  if (of.isError) {
    return (
      <Blank bad title={strings.failed} action={{ label: strings.again, run: () => void of.refetch() }}>
        {sentenceOf(of.error)}
      </Blank>
    );
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <VisuallyHidden>{strings.loading}</VisuallyHidden>
      {[0, 1, 2].map((line) => (
        <Skeleton key={line} height="56px" className="rounded-card!" />
      ))}
    </div>
  );
}
