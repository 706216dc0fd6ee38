import type { Pending, Timeline } from '@deskbell/client';
import type { ErrorBody } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Clock, TriangleAlert } from 'lucide-react';
import { returnToDraft } from '../../../shared/desk/drafts';
import { perform } from '../../../shared/keys/actions';
import { say } from '../../../shared/ui/toasts';
import { sentenceOfRefusal } from '../../../shared/words/errors';
import { strings } from '../strings';

const CLOSED = 'conversation_closed';

export interface OnItsWayProps {
  pending: Pending;
  timeline: Timeline;
}

/** What has become of a message that is not on the server yet, and what can be done about it. */
export function OnItsWay({ pending, timeline }: OnItsWayProps) {
  const { state, refusal } = pending;
  if (state === 'sending') return <p className="mt-0.5 text-label text-faint">{strings.sending}</p>;
  const refused = state === 'refused';
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-label">
      <span role={refused ? 'alert' : undefined} className={`flex items-center gap-1.5 ${refused ? 'text-bad' : 'text-muted'}`}>
        <Icon of={refused ? TriangleAlert : Clock} className="size-3.5" />
        {refused && refusal ? whyNot(refusal) : strings.waiting}
      </span>
      <span className="flex gap-1">
        {/* Where nothing more can be written, the text can only be taken elsewhere. */}
        {refusal?.code === CLOSED ? (
          <>
            <Step label={strings.copy} run={() => void copy(pending.content)} />
            <Step label={strings.remove} run={() => timeline.discard(pending.clientId)} />
          </>
        ) : (
          <>
            <Step label={strings.again} run={() => timeline.retry(pending.clientId)} />
            <Step label={strings.edit} run={() => edit(pending, timeline)} />
            <Step label={strings.remove} run={() => remove(pending, timeline)} />
          </>
        )}
      </span>
    </div>
  );
}

function whyNot(refusal: ErrorBody): string {
  return refusal.code === CLOSED ? strings.closedBefore : sentenceOfRefusal(refusal);
}

function edit({ clientId, kind }: Pending, timeline: Timeline): void {
  const text = timeline.discard(clientId);
  if (text === null) return;
  returnToDraft(timeline.conversationId, kind, text);
  perform(kind === 'note' ? 'conversation.note' : 'conversation.reply');
}

function remove({ clientId, kind }: Pending, timeline: Timeline): void {
  const text = timeline.discard(clientId);
  if (text === null) return;
  const undo = () => returnToDraft(timeline.conversationId, kind, text);
  say(strings.removed, { action: { label: strings.undo, run: undo } });
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(strings.copied);
  } catch {
    say(strings.notCopied, { tone: 'bad' });
  }
}

function Step({ label, run }: { label: string; run: () => void }) {
  return (
    <Button tone="plain" size="small" className="slim min-h-6! px-1.5! py-0! text-link! pointer-coarse:min-h-9!" onClick={run}>
      {label}
    </Button>
  );
}
