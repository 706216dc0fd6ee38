import { cell } from '@deskbell/client';
import { count, list, speak } from '../languages/speech';
import { codeOf, fetchLanguage, keepChosen, LANGUAGES, spokenOf, wantedTags } from './language';

/** Before the first picture, a language is waited for this long; then the widget begins in English. */
const PATIENCE_MS = 2000;

/**
 * What the words' language is formatted by: as the tag says, else as it is written where the person is. A Dutch
 * person who reads English keeps their own clock and calendar.
 */
export function formatTag(tag: string, people: readonly string[]): string {
  const code = codeOf(tag);
  const regionOf = (one: string | undefined, likely = false) => {
    try {
      const locale = one && new Intl.Locale(one);
      return locale ? (likely ? locale.maximize() : locale).region : undefined;
    } catch {
      return undefined;
    }
  };
  const region = regionOf(tag) ?? regionOf(people.find((one) => codeOf(one) === code)) ?? regionOf(people[0], true);
  const language = LANGUAGES[code].replace('-BR', '');
  return region ? `${language}-${region}` : LANGUAGES[code];
}

let asked = 0;

/**
 * Speaks the first of these languages that is known, from now on: words, dates, `lang` and `dir` of the document
 * follow. Where it cannot be fetched everything stays as it is.
 */
export async function speakOneOf(tags: readonly string[]): Promise<void> {
  const turn = ++asked;
  const tag = spokenOf(tags);
  const code = codeOf(tag);
  const words = await fetchLanguage(code).then((loaded) => loaded?.default({ count, list }) ?? {}, () => null);
  // Somebody has asked for another one meanwhile.
  if (!words || turn !== asked) return;
  const root = document.documentElement;
  root.lang = LANGUAGES[code];
  root.dir = code === 'ar' ? 'rtl' : 'ltr';
  speak(formatTag(tag, navigator.languages), { ...words });
}

/** The language the page says it is in; null leaves the choice to the person. */
export const pageLocale = cell<string | null>(null);

/** Resolves when the language of the first picture is there, or has been waited for long enough. */
export function beginLocale(page: string | null): Promise<void> {
  pageLocale.set(page);
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([speakOneOf(wantedTags(page)), patience]);
}

/** The page around the widget says which language it is in; null: it leaves that to the person. */
export function setLocale(tag: string | null): Promise<void> {
  pageLocale.set(tag);
  return speakOneOf(wantedTags(tag));
}

/** The person says which language they read. */
export function chooseLocale(tag: string): Promise<void> {
  keepChosen(tag);
  return speakOneOf([tag]);
}
