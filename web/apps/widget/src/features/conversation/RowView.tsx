import type { TimelineItem } from '@deskbell/client';
import { DaySeparator, exactTime } from '@deskbell/ui';
import { strings } from '../../strings';
import { Group, type Here } from './message/Group';
import type { RefusedActions } from './message/Refused';
import type { Row } from './rows';

/** One row of the timeline. */
export function RowView(props: { row: Row; told: TimelineItem | null; here: Here; actions: RefusedActions }) {
  const { row } = props;
  switch (row.kind) {
    case 'group':
      return <Group {...props} row={row} />;
    case 'day':
      return (
        <li>
          <DaySeparator at={row.at} />
        </li>
      );
    case 'fresh':
      return (
        <li className="w-fresh" data-fresh="">
          <span>{strings.timeline.fresh}</span>
        </li>
      );
    case 'activity':
      return (
        <li className="w-activity" title={exactTime(row.entry.createdAt)} dir="auto">
          {row.words}
        </li>
      );
  }
}
