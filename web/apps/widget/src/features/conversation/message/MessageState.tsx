import type { TimelineItem } from '@deskbell/client';
import { Icon } from '@deskbell/ui';
import { Check, CheckCheck, Clock, TriangleAlert } from '../../../parts/icons';
import { strings } from '../../../strings';

const LOOKS = {
  sending: Clock,
  waiting: Clock,
  refused: TriangleAlert,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
};

/** How far the last message of one's own has got, in a word with its mark. */
export function MessageState({ item }: { item: TimelineItem }) {
  const state = item.entry ? (item.mark ?? 'sent') : item.pending.state;
  return (
    <span className="w-state" data-state={state}>
      {strings.status[state]}
      <Icon of={LOOKS[state]} />
    </span>
  );
}
