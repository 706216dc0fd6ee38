import type { TimelineState } from '@deskbell/client';
import { usePresence } from '@deskbell/react';
import { strings } from '../../strings';

/** Says what happens next once the first message is there, until somebody answers. */
export function Started({ conversation, items }: Pick<TimelineState, 'conversation' | 'items'>) {
  const presence = usePresence();
  const said = items.filter((item) => item.entry?.kind === 'message');
  if (conversation?.status !== 'open' || said.length === 0 || said.some((item) => !item.own)) return null;
  return (
    <p className="w-aside" role="status">
      {presence?.available === false ? strings.timeline.startedAlone : strings.timeline.started}
    </p>
  );
}
