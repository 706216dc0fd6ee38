import type { TimelineState } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { usePlace, usePresence } from '@deskbell/react';
import { answering } from '../../parts/answering';
import { strings } from '../../strings';

const MINUTE_MS = 60_000;
/** Beyond this many hours an estimate says only that it is more. */
const HOURS_MAX = 10;

/** What happens next, while nobody holds the conversation: the place in line, or what is to be expected. */
export function Waiting({ conversation, items }: { conversation: Conversation; items: TimelineState['items'] }) {
  const { leaving, opening } = answering(usePresence());
  const place = usePlace(conversation.id);
  if (conversation.assignee || !['open', 'active'].includes(conversation.status)) return null;
  const words = strings.timeline;
  if (place && !leaving) {
    const wait = place.estimatedWaitMs;
    return (
      <p className="w-aside">
        <span role="status">{words.place(place.position)}</span>
        {/* The estimate moves often, and would be read aloud each time. */}
        {wait !== null && ` ${estimateWords(Math.round(wait / MINUTE_MS))}`}
      </p>
    );
  }
  const said = items.filter((item) => item.entry?.kind === 'message');
  if (said.length === 0 || said.some((item) => !item.own)) return null;
  return (
    <p className="w-aside" role="status">
      {leaving ? words.startedAlone(opening) : conversation.kind === 'ticket' ? words.filed : words.started}
    </p>
  );
}

/** Rough, for nobody knows it exactly. */
function estimateWords(minutes: number): string {
  const words = strings.timeline;
  if (minutes < 55) return words.minutes(minutes > 10 ? Math.round(minutes / 5) * 5 : Math.max(minutes, 1));
  const hours = Math.round(minutes / 60);
  return hours > HOURS_MAX ? words.moreHours(HOURS_MAX) : words.hours(hours);
}
