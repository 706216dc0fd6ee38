/** What narrows a list, as words. Pure. */
import type { Names } from '../../../shared/desk/names';
import { priorityWords } from '../../../shared/words/words';
import { NARROWINGS, PRIORITIES, type ListFilter, type Narrowing } from '../filter';
import { strings } from '../strings';

/** A narrowing that is one of several. */
export type ChoiceName = 'priority' | 'category' | 'label' | 'team' | 'inbox' | 'agent';
/** A narrowing that is on or off. */
export type SwitchName = 'needsReply' | 'followed' | 'snoozed';

export const CHOICES: readonly ChoiceName[] = ['priority', 'category', 'label', 'team', 'inbox', 'agent'];
export const SWITCHES: readonly SwitchName[] = ['needsReply', 'followed', 'snoozed'];

/** One thing that narrows now. */
export interface Chip {
  readonly name: keyof Narrowing;
  readonly words: string;
}

/** The values a choice may take, by their words. */
export function valuesOf(name: ChoiceName, names: Names): Names['label'] {
  if (name !== 'priority') return names[name];
  return PRIORITIES.map((value) => ({ value, words: priorityWords[value] }));
}

/** Everything that narrows a list now, in the order of the panel. */
export function chipsOf(filter: ListFilter, names: Names): readonly Chip[] {
  return NARROWINGS.flatMap((name): readonly Chip[] => {
    const value = filter[name];
    if (value === undefined) return [];
    if (value === true) return [{ name, words: strings.narrowings[name] }];
    // A name that is not known yet, or no more, leaves the kind alone: ids tell nobody anything.
    const known = valuesOf(name as ChoiceName, names).find((one) => one.value === value)?.words;
    const said = known ?? (name === 'label' || name === 'category' ? value : null);
    return [{ name, words: said === null ? strings.narrowings[name] : strings.chip(strings.narrowings[name], said) }];
  });
}

/** The change that takes every narrowing away. */
export const UNNARROWED: Narrowing = Object.fromEntries(NARROWINGS.map((name) => [name, undefined]));
