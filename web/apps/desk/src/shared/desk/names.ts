/** What conversations can be narrowed to, by the names people know. */
import { useCallback, useMemo } from 'react';
import { categoryWords } from '../words/words';
import { useColleagues } from './queries';
import { useRecords } from './records';

/** Something with a name: a label, a team, an agent. */
export interface Named {
  /** As it stands in filters and on conversations. */
  readonly value: string;
  readonly words: string;
  readonly color?: string | null;
}

/** Everything that has a name here. */
export interface Names {
  readonly label: readonly Named[];
  readonly category: readonly Named[];
  readonly team: readonly Named[];
  readonly inbox: readonly Named[];
  readonly agent: readonly Named[];
}

/** The names as they are now; empty until they are known. */
export function useNames(): Names {
  const labels = useRecords('labels').data;
  const categories = useRecords('categories').data;
  const teams = useRecords('teams').data;
  const inboxes = useRecords('inboxes').data;
  const agents = useColleagues();
  return useMemo(
    () => ({
      label: (labels ?? []).map(({ name, color }) => ({ value: name, words: name, color })),
      category: categories
        ? categories.map(({ key, name }) => ({ value: key, words: name }))
        : Object.entries(categoryWords).map(([value, words]) => ({ value, words })),
      team: named(teams),
      inbox: named(inboxes),
      agent: named(agents),
    }),
    [labels, categories, teams, inboxes, agents],
  );
}

/** What a category is called here; its key where nobody has named it. */
export function useCategoryName(): (key: string) => string {
  const { category } = useNames();
  return useCallback((key) => category.find(({ value }) => value === key)?.words ?? categoryWords[key] ?? key, [category]);
}

/** The colours of labels by their names. */
export function useLabelColors(): ReadonlyMap<string, string | null> {
  const labels = useRecords('labels').data;
  return useMemo(() => new Map((labels ?? []).map(({ name, color }) => [name, color])), [labels]);
}

function named(list: readonly { readonly id: string; readonly name: string }[] | undefined): readonly Named[] {
  return (list ?? []).map(({ id, name }) => ({ value: id, words: name }));
}
