import type { Conversation } from '@deskbell/protocol';
import { Dot, exactTime, useNow } from '@deskbell/ui';
import { dueTone, dueWords } from '../words/due';

export interface DueTextProps {
  conversation: Conversation;
  /** Cut where it does not fit. */
  oneLine?: boolean;
}

/** What is due next, and in how long; the exact time on hover. Nothing where nothing is due. */
export function DueText({ conversation: { due, status }, oneLine = false }: DueTextProps) {
  const now = useNow();
  if (!due || status === 'resolved' || status === 'closed') return null;
  return (
    <Dot tone={dueTone(due, now)} className="min-w-0">
      <time dateTime={due.at} title={exactTime(due.at)} className={`min-w-0 ${oneLine ? 'truncate' : ''}`}>
        {dueWords(due, now)}
      </time>
    </Dot>
  );
}
