import type { TimelineItem } from '@deskbell/client';
import { Avatar, clockTime, exactTime, VisuallyHidden, Words } from '@deskbell/ui';
import { memo } from 'react';
import { useNameOf } from '../../../parts/inboxName';
import { strings } from '../../../strings';
import { Refused, type RefusedActions } from './Refused';
import { writtenAt, type GroupRow } from '../rows';
import { MessageState } from './MessageState';

/** What was there when the view opened: up to this seq, and what was on its way. */
export interface Here {
  readonly seq: number;
  readonly keys: ReadonlySet<string>;
}

export interface GroupProps {
  row: GroupRow;
  /** The message under which its state is told, if it is in this group. */
  told: TimelineItem | null;
  here: Here;
  actions: RefusedActions;
}

/** Messages of one person within five minutes: bubbles, then who and when, once. */
export const Group = memo(function Group({ row, told, here, actions }: GroupProps) {
  const nameOf = useNameOf();
  const last = row.items[row.items.length - 1]!;
  const at = writtenAt(last);
  const name = row.own ? strings.you : row.sender ? nameOf(row.sender) : strings.team;
  return (
    <li className="w-group" data-own={row.own}>
      <VisuallyHidden dir="auto">{name}</VisuallyHidden>
      {!row.own && <Avatar name={name} src={row.sender?.avatarUrl ?? null} size={28} />}
      <div className="w-bubbles">
        {row.items.map((item) => (
          <Bubble
            key={item.key}
            item={item}
            last={item === last}
            moves={(item.entry?.seq ?? Infinity) > here.seq && !here.keys.has(item.key)}
            actions={actions}
          />
        ))}
        <p className="w-meta">
          {!row.own && <bdi aria-hidden="true">{name}</bdi>}
          <time dateTime={at} title={exactTime(at)}>
            {clockTime(at)}
          </time>
          {told && <MessageState item={told} />}
        </p>
      </div>
    </li>
  );
});

interface BubbleProps {
  item: TimelineItem;
  /** Its corner points at the speaker. */
  last: boolean;
  moves: boolean;
  actions: RefusedActions;
}

function Bubble({ item, last, moves, actions }: BubbleProps) {
  const text = item.entry ? (item.entry.content ?? '') : item.pending.content;
  const refused = item.pending?.state === 'refused';
  return (
    <>
      <div
        className="w-bubble"
        dir="auto"
        data-seq={item.entry?.seq}
        data-key={item.key}
        data-last={last}
        data-moves={moves}
        title={exactTime(writtenAt(item))}
      >
        <Words text={text} />
      </div>
      {refused && <Refused pending={item.pending} actions={actions} />}
    </>
  );
}
