/** Which rows are chosen to be changed together. Pure. */

/** More than this many are not chosen at once. */
export const CHOSEN_MOST = 1000;

/** The chosen rows, and the one from which a stretch is counted. */
export interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const NOBODY: Chosen = { ids: new Set(), anchor: null };

/** One more, or one less. */
export function toggled({ ids }: Chosen, id: string): Chosen {
  const next = new Set(ids);
  if (!next.delete(id) && next.size < CHOSEN_MOST) next.add(id);
  return { ids: next, anchor: id };
}

/** Every row from the one chosen last to this one. */
export function stretched(chosen: Chosen, rows: readonly string[], id: string): Chosen {
  const from = chosen.anchor === null ? -1 : rows.indexOf(chosen.anchor);
  const to = rows.indexOf(id);
  if (from < 0 || to < 0) return toggled(chosen, id);
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...chosen.ids, ...between].slice(0, CHOSEN_MOST)), anchor: chosen.anchor };
}

/** All rows there are. */
export function everyOne(rows: readonly string[]): Chosen {
  return { ids: new Set(rows.slice(0, CHOSEN_MOST)), anchor: null };
}

/** What is still on screen of it: nothing is done to what nobody sees. */
export function among(chosen: Chosen, rows: readonly string[]): readonly string[] {
  return chosen.ids.size === 0 ? [] : rows.filter((id) => chosen.ids.has(id));
}
