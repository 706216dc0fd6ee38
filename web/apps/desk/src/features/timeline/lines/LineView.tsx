import type { Timeline } from '@deskbell/client';
import type { Agent, Entry } from '@deskbell/protocol';
import { DaySeparator, TimeText } from '@deskbell/ui';
import { useCategoryName } from '../../../shared/desk/names';
import { Sentence } from '../../../shared/ui/Sentence';
import { activityWords } from './activityWords';
import { Letter } from './Letter';
import { isNote, type Line } from './lines';
import { Note } from './Note';
import { strings } from '../strings';

export interface LineViewProps {
  line: Line;
  me: Agent;
  timeline: Timeline;
  /** The line that carries the receipt. */
  receipt: string | null;
  customer: string;
}

/** One line of the timeline, whatever it is. */
export function LineView({ line, me, timeline, receipt, customer }: LineViewProps) {
  switch (line.kind) {
    case 'day':
      return <DaySeparator at={line.at} className="py-3" />;
    case 'unread':
      return (
        <div role="separator" aria-label={strings.newMessages} className="flex items-center gap-3 py-2 text-label text-ink">
          <span aria-hidden="true" className="h-px flex-1 bg-brass" />
          <span aria-hidden="true">{strings.newMessages}</span>
          <span aria-hidden="true" className="h-px flex-1 bg-brass" />
        </div>
      );
    case 'activity':
      return <ActivityLine entry={line.entry} me={me} />;
    case 'letter': {
      const View = isNote(line.item) ? Note : Letter;
      const customerRead = receipt === line.key ? customer : null;
      return <View line={line} me={me} timeline={timeline} receiptOf={customerRead} />;
    }
  }
}

function ActivityLine({ entry, me }: { entry: Entry; me: Agent }) {
  const category = useCategoryName();
  return (
    <p className="py-1 ps-13 pe-3 text-label text-faint wrap-anywhere">
      <Sentence>{activityWords(entry, me.id, category)}</Sentence>{' '}
      <span className="whitespace-nowrap">
        · <TimeText at={entry.createdAt} format="clock" />
      </span>
    </p>
  );
}
