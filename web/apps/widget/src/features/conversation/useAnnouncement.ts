import type { TimelineItem } from '@deskbell/client';
import { saidWords } from '@deskbell/ui';
import { useEffect, useRef, useState } from 'react';
import { useNameOf } from '../../parts/inboxName';
import { strings } from '../../strings';
import { activityWords } from './activity';

/** What a screen reader is told of what others do while the conversation is open. */
export function useAnnouncement(items: readonly TimelineItem[]): string {
  const [words, setWords] = useState('');
  const heard = useRef<number | null>(null);
  const nameOf = useNameOf();
  useEffect(() => {
    const newest = items.findLast((item) => item.entry)?.entry?.seq ?? 0;
    const from = heard.current ?? newest;
    heard.current = Math.max(newest, from);
    const said = items.flatMap(({ entry, own }) => {
      if (!entry || own || entry.seq <= from) return [];
      if (entry.kind === 'activity') return activityWords(entry, own) ?? [];
      return strings.timeline.says(nameOf(entry.sender), saidWords(entry.content ?? ''));
    });
    if (said.length > 0) setWords(said.join('\n'));
  }, [items, nameOf]);
  return words;
}
