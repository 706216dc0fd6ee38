import type { Conversation } from '@deskbell/protocol';
import { Button, Dot } from '@deskbell/ui';
import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../shared/ui/IconButton';
import { Sheet } from '../../../shared/ui/Sheet';
import type { Failure } from './bulk';
import { strings } from './strings';

export interface FailuresProps {
  failures: readonly Failure[];
  known: ReadonlyMap<string, Conversation>;
  onDismiss: () => void;
}

/** What a change of many could not do, and why, one by one. */
export function Failures({ failures, known, onDismiss }: FailuresProps) {
  const [open, setOpen] = useState(false);
  if (failures.length === 0) return null;
  return (
    <div role="alert" className="flex min-h-9 items-center gap-1 border-t border-line bg-sunken ps-4 pe-1.5 text-label">
      <Dot tone="bad" className="min-w-0 flex-1">
        {strings.failed(failures.length)}
      </Dot>
      <Button tone="plain" size="small" className="text-link" onClick={() => setOpen(true)}>
        {strings.why}
      </Button>
      <IconButton of={X} size="small" label={strings.dismiss} onClick={onDismiss} />
      <Sheet open={open} onOpenChange={setOpen} title={strings.failedTitle}>
        <p className="px-4 pt-3 text-meta text-muted">{strings.failedMeaning}</p>
        <ul className="px-4 py-2">
          {failures.map(({ id, sentence }) => (
            <li key={id} className="border-b border-line py-2 text-meta last:border-0">
              <FailedName conversation={known.get(id)} />
              <span className="block text-muted">{sentence}</span>
            </li>
          ))}
        </ul>
      </Sheet>
    </div>
  );
}

function FailedName({ conversation }: { conversation: Conversation | undefined }) {
  const { customer, subject } = conversation ?? {};
  return (
    <span className="flex gap-2">
      <bdi className="font-medium">{customer?.name ?? strings.unknown}</bdi>
      {subject && <bdi className="min-w-0 truncate text-muted">{subject}</bdi>}
    </span>
  );
}
