/** Which languages there are, and where each is fetched from. Small: it begins before the rest of the widget is there. */
import type { Language, Speech } from '../languages/language';
import { device } from '../parts/storage';

/** Languages the widget speaks, and the tag their words are marked by. */
export const LANGUAGES = { en: 'en', de: 'de', fr: 'fr', es: 'es', pt: 'pt-BR', ar: 'ar', ja: 'ja', zh: 'zh-Hans' };

/** One of them. */
export type LanguageCode = keyof typeof LANGUAGES;

type Fetched = { default: (speech: Speech) => Language } | null;

/** What else than English is fetched when it is asked for. */
const LOADERS: Record<LanguageCode, () => Promise<Fetched>> = {
  en: () => Promise.resolve(null),
  de: () => import('../languages/de'),
  fr: () => import('../languages/fr'),
  es: () => import('../languages/es'),
  pt: () => import('../languages/pt'),
  ar: () => import('../languages/ar'),
  ja: () => import('../languages/ja'),
  zh: () => import('../languages/zh'),
};

/** Where this browser keeps what the person chose. */
const KEY = 'deskbell:locale';

/** The language of a tag, as far as it is one of ours. */
export const codeOf = (tag: string): LanguageCode => tag.toLowerCase().split(/[-_]/)[0] as LanguageCode;

/** The first tag whose language is spoken here; English where none is. */
export const spokenOf = (tags: readonly string[]): string => tags.find((tag) => Object.hasOwn(LANGUAGES, codeOf(tag))) ?? 'en';

/** What the page says, else what the person chose, else what their browser reads. */
export function wantedTags(page: string | null): string[] {
  const chosen = device.get(KEY);
  return [...(page ? [page] : []), ...(chosen ? [chosen] : []), ...navigator.languages];
}

/** Keeps what the person chose; null forgets it. */
export const keepChosen = (tag: string | null): void => device.set(KEY, tag);

/** Fetches the words of a language; null is English, whose words are there. */
export const fetchLanguage = (code: LanguageCode): Promise<Fetched> => LOADERS[code]();

/** The language the page's address asks for. */
export const localeIn = (address: URL): string | null => address.searchParams.get('locale');
