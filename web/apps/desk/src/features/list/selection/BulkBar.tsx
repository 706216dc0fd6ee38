import type { Conversation } from '@deskbell/protocol';
import { Spinner } from '@deskbell/ui';
import { Ban, Check, X } from 'lucide-react';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { hintOf } from '../../../shared/keys/bindings';
import { useAction } from '../../../shared/keys/actions';
import { Confirm } from '../../../shared/ui/Confirm';
import { IconButton } from '../../../shared/ui/IconButton';
import type { Change } from './bulk';
import { AssignMany, LabelMany, PrioritizeMany } from './BulkMenus';
import { strings } from './strings';
import type { Bulk } from './useBulk';

export interface BulkBarProps {
  bulk: Bulk;
  /** The selected conversations, as they are known. */
  targets: readonly Conversation[];
  onClear: () => void;
}

/** What can be done with the selected conversations. The keys of one conversation mean all of them meanwhile. */
export function BulkBar({ bulk, targets, onClear }: BulkBarProps) {
  const { me } = useDesk();
  const [asking, setAsking] = useState(false);
  const busy = bulk.running !== null;
  const some = targets.length > 0 && !busy;
  const run = (change: Change) => bulk.run(change, targets);
  const resolve = () => run({ action: 'resolve' });
  useAction('conversation.assign', () => run({ action: 'assign', params: { agentId: me.id } }), some, 'first');
  useAction('conversation.resolve', resolve, some, 'first');
  useAction('conversation.close', () => setAsking(true), some, 'first');

  if (bulk.running) return <Progress {...bulk.running} />;
  return (
    <div role="toolbar" aria-label={strings.bar} className="flex min-w-0 flex-1 items-center">
      <span className="min-w-0 flex-1 truncate text-label text-muted" role="status">
        {strings.chosen(targets.length)}
      </span>
      <AssignMany run={run} />
      <LabelMany run={run} targets={targets} />
      <PrioritizeMany run={run} />
      <IconButton of={Check} size="small" label={strings.resolve} hint={hintOf('conversation.resolve')} onClick={resolve} />
      <IconButton of={Ban} size="small" label={strings.close} hint={hintOf('conversation.close')} onClick={() => setAsking(true)} />
      <IconButton of={X} size="small" label={strings.clear} hint={hintOf('desk.back')} onClick={onClear} />
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={strings.closeTitle(targets.length)}
        meaning={strings.closeMeaning}
        yes={strings.closeYes}
        no={strings.closeNo}
        onYes={() => run({ action: 'close' })}
      />
    </div>
  );
}

function Progress({ answered, total }: NonNullable<Bulk['running']>) {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 text-label text-muted">
      <Spinner label={strings.working} />
      <progress value={answered} max={total} aria-label={strings.working} className="bar min-w-0 flex-1" />
      <span className="db-figures">{strings.progress(answered, total)}</span>
    </div>
  );
}
