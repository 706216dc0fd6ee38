/**
 * In which language the widget speaks. English is in the first load; another language is an object of the same shape
 * that is loaded before it is spoken, and takes English's place in the very objects everybody reads their words from.
 */
import { cell, type Cell } from '@deskbell/client';
import { speakTimes } from '@deskbell/ui';

/** The tag dates, numbers and lists are formatted by: the language of the words, as it is written where the person is. */
export const spoken: Cell<string> = cell('en');

/** Objects of words by part, as they are read, and in English. */
const parts = new Map<string, [own: object, english: object]>();
let foreign: Readonly<Record<string, object>> = {};

/** The words of one part of the widget, given in English: what comes back says them in the language that is spoken. */
export function worded<T extends object>(part: string, english: T): T {
  const own = { ...english, ...foreign[part] };
  parts.set(part, [own, english]);
  return own;
}

/** Speaks another language from now on: `words` by part, none for English. */
export function speak(tag: string, words: Readonly<Record<string, object>> = {}): void {
  foreign = words;
  for (const [part, [own, english]] of parts) Object.assign(own, english, words[part]);
  speakTimes(tag);
  spoken.set(tag);
}

/** A number as it is written in the language. */
export const number = (value: number): string => value.toLocaleString(spoken.get());

/** Names in a row: "Ana, Bo and Li". */
export const list = (names: readonly string[]): string => new Intl.ListFormat(spoken.get(), { type: 'conjunction' }).format(names);

/** The form that goes with a number, by the rules of the language (CLDR); `#` stands for the number. */
export function count(value: number, forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>): string {
  const form = forms[new Intl.PluralRules(spoken.get()).select(value)] ?? forms.other;
  return form.replace('#', number(value));
}
