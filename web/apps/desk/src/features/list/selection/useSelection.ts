import { useMemo, useState } from 'react';
import { useAction } from '../../../shared/keys/actions';
import { among, everyOne, NOBODY, stretched, toggled, type Chosen } from './choosing';

/** The rows chosen to be changed together. */
export interface Selection {
  /** In the order of the rows; nothing that is not on the list. */
  readonly ids: readonly string[];
  has(id: string): boolean;
  /** One row, or with `stretch` every row since the one before. */
  choose(id: string, stretch: boolean): void;
  all(): void;
  clear(): void;
  /** Keeps these alone. */
  keep(ids: readonly string[]): void;
}

/** Chooses rows, by pointer and by key. A new filter begins with none; Escape lets go of all. */
export function useSelection(filter: object, rows: readonly string[], current: () => string | null): Selection {
  const [state, setState] = useState({ filter, chosen: NOBODY });
  if (state.filter !== filter) setState({ filter, chosen: NOBODY });
  const { chosen } = state;
  const change = (next: (chosen: Chosen) => Chosen) => setState((was) => ({ ...was, chosen: next(was.chosen) }));
  const ids = useMemo(() => among(chosen, rows), [chosen, rows]);
  const choose = (id: string, stretch: boolean) =>
    change((was) => (stretch ? stretched(was, rows, id) : toggled(was, id)));
  const here = (stretch: boolean) => {
    const id = current();
    if (id !== null) choose(id, stretch);
  };
  const clear = () => change(() => NOBODY);
  const all = () => change(() => everyOne(rows));

  useAction('list.choose', () => here(false), rows.length > 0);
  useAction('list.stretch', () => here(true), rows.length > 0);
  useAction('list.chooseAll', all, rows.length > 0);
  useAction('desk.back', clear, ids.length > 0, 'first');

  return {
    ids,
    has: (id) => chosen.ids.has(id),
    choose,
    all,
    clear,
    keep: (kept) => change(() => (kept.length === 0 ? NOBODY : { ids: new Set(kept), anchor: null })),
  };
}
