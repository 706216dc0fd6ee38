import type { Board } from '@deskbell/protocol';
import { Dot, TimeText, VisuallyHidden } from '@deskbell/ui';
import type { ReactNode } from 'react';
import { strings } from './strings';
import { isHere } from './useBoard';

/** The desk in four numbers. */
export function Figures({ board: { queue, active, agents } }: { board: Board }) {
  const since = queue.longestWaitingSince;
  return (
    <dl aria-label={strings.figures} className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line three:grid-cols-4">
      <Figure words={strings.waiting}>{queue.length}</Figure>
      <Figure words={strings.longest}>
        {since ? (
          <Dot tone="brass">
            <VisuallyHidden>{strings.waited}</VisuallyHidden>
            <TimeText at={since} />
          </Dot>
        ) : (
          <span className="text-muted">{strings.nobody}</span>
        )}
      </Figure>
      <Figure words={strings.active}>{active}</Figure>
      <Figure words={strings.here}><bdi>{strings.hereOf(agents.filter(isHere).length, agents.length)}</bdi></Figure>
    </dl>
  );
}

function Figure({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-label text-muted">{words}</dt>
      <dd className="db-figures flex min-h-8 items-center text-headline font-semibold">{children}</dd>
    </div>
  );
}
