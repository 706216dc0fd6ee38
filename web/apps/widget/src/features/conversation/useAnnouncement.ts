import type { TimelineItem } from '@deskbell/client';
import { useEffect, useRef, useState } from 'react';
import { strings } from '../../strings';

/** What a screen reader is told of messages that arrive while the conversation is open. */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const [words, setWords] = useState('');
  const heard = useRef<number | null>(null);
  useEffect(() => {
    const newest = items.findLast((item) => item.entry)?.entry?.seq ?? 0;
    const from = heard.current ?? newest;
    heard.current = Math.max(newest, from);
    const said = items.flatMap(({ entry, own }) =>
      entry && !own && entry.kind === 'message' && entry.seq > from
        ? [strings.timeline.says(entry.sender.name, entry.content ?? '')]
        : [],
    );
    if (said.length > 0) setWords(said.join('\n'));
  }, [items]);
  return words;
}
