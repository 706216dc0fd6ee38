import type { BulkChange, Conversation } from '@deskbell/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { keys } from '../../../shared/desk/queries';
import { say } from '../../../shared/ui/toasts';
import { carryOut, oneByOne, undoOf, type Change, type Failure } from './bulk';
import { strings } from './strings';

/** A change of many that is under way, and what the last one could not do. */
export interface Bulk {
  readonly running: { readonly answered: number; readonly total: number } | null;
  readonly failures: readonly Failure[];
  /** Carries a change out for these; nothing while another one is under way. */
  run(change: Change, targets: readonly Conversation[]): void;
  /** Says no more of what could not be done. */
  dismiss(): void;
}

/** Changes many conversations together. `settled` hears which ones could not be changed, once all are answered. */
export function useBulk(settled: (failed: readonly string[]) => void): Bulk {
  const { client } = useDesk();
  const queries = useQueryClient();
  const [running, setRunning] = useState<Bulk['running']>(null);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const bulk = (change: BulkChange) => client.rest.lists.bulk(change);

  const refresh = () => {
    for (const queryKey of [keys.lists, keys.counts]) void queries.invalidateQueries({ queryKey });
  };

  const takeBack = async (change: Change, before: readonly Conversation[]) => {
    const undo = undoOf(change, before);
    const outcomes = undo
      ? await Promise.all(undo.map((piece) => carryOut(bulk, piece.change, piece.ids)))
      : [await oneByOne(before.map((one) => one.id), (id) => client.reopen(id))];
    const done = outcomes.reduce((sum, one) => sum + one.done.length, 0);
    const failed = outcomes.reduce((sum, one) => sum + one.failed.length, 0);
    if (failed > 0) say(strings.undoneInPart(done, failed), { tone: 'bad' });
    else say(strings.undone(done));
    refresh();
  };

  const run = async (change: Change, targets: readonly Conversation[]) => {
    const ids = targets.map((one) => one.id);
    setFailures([]);
    setRunning({ answered: 0, total: ids.length });
    const { done, failed } = await carryOut(bulk, change, ids, (answered) => setRunning({ answered, total: ids.length }));
    setRunning(null);
    setFailures(failed);
    settled(failed.map((one) => one.id));
    refresh();
    if (done.length === 0) return;
    const reached = new Set(done);
    const before = targets.filter((one) => reached.has(one.id));
    const action = { label: strings.undo, run: () => void takeBack(change, before) };
    say(strings.said[change.action](done.length), change.action === 'close' ? {} : { action });
  };

  return {
    running,
    failures,
    run: (change, targets) => {
      if (running === null && targets.length > 0) void run(change, targets);
    },
    dismiss: () => setFailures([]),
  };
}
