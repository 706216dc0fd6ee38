import { useCallback } from 'react';
import { useRecordsChanged, type RecordKind } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { sentenceOf } from '../../../shared/words/errors';
import { strings } from './strings';

export interface Removal {
  /** What it is called in the sentence. */
  name: string;
  remove: () => Promise<unknown>;
  /** Makes it again; what it says then may have another id. */
  restore: () => Promise<unknown>;
  /** Instead of "… is deleted". */
  said?: string;
}

/** Takes something out of a collection, says so, and offers to put it back. Answers whether it is gone. */
export function useRemoval(kind: RecordKind): (removal: Removal) => Promise<boolean> {
  const changed = useRecordsChanged();
  return useCallback(
    async ({ name, remove, restore, said }) => {
      const attempt = async (work: () => Promise<unknown>) => {
        try {
          await work();
        } catch (error) {
          say(sentenceOf(error), { tone: 'bad' });
          return false;
        }
        await changed(kind);
        return true;
      };
      const putBack = async () => {
        if (await attempt(restore)) say(strings.restored(name));
      };
      if (!(await attempt(remove))) return false;
      say(said ?? strings.deleted(name), { action: { label: strings.undo, run: () => void putBack() } });
      return true;
    },
    [kind, changed],
  );
}
