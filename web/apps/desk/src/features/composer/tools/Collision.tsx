import type { Timeline } from '@deskbell/client';
import { useObservable } from '@deskbell/react';
import { Button, Dot, Icon } from '@deskbell/ui';
import { X } from 'lucide-react';
import { Sentence } from '../../../shared/ui/Sentence';
import { isolated } from '../../../shared/words/bidi';
import { strings } from '../strings';
import { useOvertaken } from './useOvertaken';

/** A colleague who is writing to the same customer. Its place is there anyway, so that nothing moves. */
export function Replying({ timeline }: { timeline: Timeline }) {
  const { typing } = useObservable(timeline.state);
  const colleague = typing.find(({ type }) => type === 'agent');
  if (!colleague) return null;
  return (
    <Dot tone="warn" className="min-w-0 text-label text-muted">
      <span className="min-w-0 truncate">
        <Sentence>{strings.replying(isolated(colleague.name))}</Sentence>
      </span>
    </Dot>
  );
}

/** A colleague's reply came while one was writing: read it before sending a second one. */
export function Overtaken({ timeline, text }: { timeline: Timeline; text: string }) {
  const { items } = useObservable(timeline.state);
  const { entry, dismiss } = useOvertaken(items, text);
  if (!entry) return null;
  return (
    <p role="status" className="mx-3 mt-1.5 flex items-center gap-2 rounded-control bg-sunken ps-2.5 text-label">
      <Dot tone="warn" className="min-w-0 flex-1 py-1.5">
        <span>
          <Sentence>{strings.overtaken(isolated(entry.sender.name))}</Sentence>
        </span>
      </Dot>
      <Button tone="plain" size="small" shape="square" className="slim" onClick={dismiss}>
        <Icon of={X} label={strings.dismiss} />
      </Button>
    </p>
  );
}
