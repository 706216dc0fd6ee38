import type { Conversation } from '@deskbell/protocol';
import { Dot, Icon, TimeText, VisuallyHidden, useNow } from '@deskbell/ui';
import { AlarmClock, ChevronsUp } from 'lucide-react';
import { dueTone, dueWords, momentWords } from '../../../shared/words/due';
import { ColorMark } from '../../../shared/ui/ColorMark';
import { strings } from '../strings';

/** More labels than this are counted. */
const LABELS_MOST = 3;

/** Since when the customer waits, with a brass mark, red once a promise is broken; otherwise when somebody last wrote. */
export function Waiting({ conversation }: { conversation: Conversation }) {
  const { needsReply, waitingSince, due, status, lastMessageAt, createdAt, snoozed } = conversation;
  const now = useNow();
  const wrote = lastMessageAt ?? createdAt;
  const live = status === 'open' || status === 'active';
  const since = waitingSince ?? (needsReply && status !== 'closed' ? wrote : null);
  const late = live && due ? dueTone(due, now) : 'faint';
  if (snoozed || (since === null && late !== 'bad')) {
    return <TimeText at={wrote} className="shrink-0 text-label text-faint" />;
  }
  const words = [since === null ? null : strings.waiting, live && due ? dueWords(due, now) : null].filter(Boolean).join('. ');
  return (
    <Dot tone={late === 'bad' ? 'bad' : 'brass'} className="shrink-0 text-label text-muted">
      <VisuallyHidden>{words}</VisuallyHidden>
      <span title={words}>
        <TimeText at={since ?? wrote} className={due?.warned || late === 'bad' ? 'font-semibold text-ink' : ''} />
      </span>
    </Dot>
  );
}

/** What else is to be known at a glance: put aside, escalated, and its labels by their colours. */
export function Marks({ conversation, colors }: { conversation: Conversation; colors: ReadonlyMap<string, string | null> }) {
  const { snoozed, snoozedUntil, escalatedAt, labels = [] } = conversation;
  const now = useNow();
  const until = snoozedUntil ? strings.snoozedUntil(momentWords(snoozedUntil, now)) : strings.snoozed;
  const some = labels ?? [];
  return (
    <>
      {escalatedAt && <Icon of={ChevronsUp} label={strings.escalated} className="shrink-0 text-bad" />}
      {snoozed && (
        <span title={until} className="flex shrink-0 text-faint">
          <Icon of={AlarmClock} label={until} />
        </span>
      )}
      {some.length > 0 && (
        <span role="img" aria-label={strings.labels(some)} title={strings.labels(some)} className="flex shrink-0 items-center gap-1">
          {some.slice(0, LABELS_MOST).map((label) => (
            <ColorMark key={label} color={colors.get(label)} />
          ))}
          {some.length > LABELS_MOST && (
            <span aria-hidden="true" className="text-label text-faint">
              +{some.length - LABELS_MOST}
            </span>
          )}
        </span>
      )}
    </>
  );
}
