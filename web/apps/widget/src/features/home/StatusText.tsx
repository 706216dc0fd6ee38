import type { Conversation } from '@deskbell/protocol';
import { Dot, TimeText, type DotTone } from '@deskbell/ui';
import { strings } from '../../strings';

const TONES: Record<Conversation['status'], DotTone> = {
  open: 'brass',
  active: 'good',
  resolved: 'faint',
  closed: 'faint',
};

/** Where a conversation stands, in words, and since when where that is known. */
export function StatusText({ conversation }: { conversation: Conversation }) {
  const { status, createdAt, resolvedAt, closedAt } = conversation;
  const filed = conversation.kind === 'ticket';
  const words = filed ? strings.home.requests : strings.home.statuses;
  const since = { open: filed && createdAt, active: null, resolved: resolvedAt, closed: closedAt }[status];
  return (
    <>
      <Dot tone={TONES[status]}>{words[status]}</Dot>
      {since && <TimeText at={since} format="long" className="w-faint" />}
    </>
  );
}
