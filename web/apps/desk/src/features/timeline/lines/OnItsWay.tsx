import type { Pending, Timeline } from '@deskbell/client';
import { Button, Icon } from '@deskbell/ui';
import { Clock, TriangleAlert } from 'lucide-react';
import { returnToDraft } from '../../../shared/desk/drafts';
import { perform } from '../../../shared/keys/actions';
import { say } from '../../../shared/ui/toasts';
import { sentenceOfRefusal } from '../../../shared/words/errors';
import { strings } from '../strings';

export interface OnItsWayProps {
  pending: Pending;
  timeline: Timeline;
}

/** What has become of a message that is not on the server yet, and what can be done about it. */
export function OnItsWay({ pending, timeline }: OnItsWayProps) {
  const { state, refusal, clientId, kind } = pending;
  if (state === 'sending') return <p className="mt-0.5 text-label text-faint">{strings.sending}</p>;

  const giveBack = (text: string) => {
    returnToDraft(timeline.conversationId, kind, text);
    perform(kind === 'note' ? 'conversation.note' : 'conversation.reply');
  };
  const edit = () => {
    const text = timeline.discard(clientId);
    if (text !== null) giveBack(text);
  };
  const remove = () => {
    const text = timeline.discard(clientId);
    if (text !== null) say(strings.removed, { action: { label: strings.undo, run: () => giveBack(text) } });
  };

  const refused = state === 'refused';
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-label">
      <span role={refused ? 'alert' : undefined} className={`flex items-center gap-1.5 ${refused ? 'text-bad' : 'text-muted'}`}>
        <Icon of={refused ? TriangleAlert : Clock} className="size-3.5" />
        {refused && refusal ? sentenceOfRefusal(refusal) : strings.waiting}
      </span>
      <span className="flex gap-1">
        <Step label={strings.again} run={() => timeline.retry(clientId)} />
        <Step label={strings.edit} run={edit} />
        <Step label={strings.remove} run={remove} />
      </span>
    </div>
  );
}

function Step({ label, run }: { label: string; run: () => void }) {
  return (
    <Button tone="plain" size="small" className="slim min-h-6! px-1.5! py-0! text-link! pointer-coarse:min-h-9!" onClick={run}>
      {label}
    </Button>
  );
}
