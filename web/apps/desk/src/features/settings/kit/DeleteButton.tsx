import { Button, Icon } from '@deskbell/ui';
import { Trash2 } from 'lucide-react';
import type { RecordKind } from '../../../shared/desk/records';
import { useGo } from '../pages/links';
import { strings } from './strings';
import { useRemoval, type Removal } from './useRemoval';

export interface DeleteButtonProps extends Removal {
  kind: RecordKind;
  /** Where one is afterwards. */
  section: string;
  /** The word on it, "Delete" when absent. */
  words?: string;
  /** What follows from it, beside the button. */
  meaning: string;
  /** What was being changed goes with it. */
  before: () => void;
}

/** Deletes the record of this page; a notice takes it back. */
export function DeleteButton({ kind, section, words = strings.remove, meaning, before, ...removal }: DeleteButtonProps) {
  const remove = useRemoval(kind);
  const go = useGo();
  const run = async () => {
    if (!(await remove(removal))) return;
    before();
    go(section, undefined, true);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-1">
      <Button onClick={() => void run()}>
        <Icon of={Trash2} /> {words}
      </Button>
      <p className="min-w-40 flex-1 text-meta text-muted">{meaning}</p>
    </div>
  );
}
