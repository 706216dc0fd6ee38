import type { strings as emoji } from '../features/writing/emoji/strings';
import type { strings as language } from '../features/language/strings';
import type { strings as rating } from '../features/rating/strings';
import type { strings as request } from '../features/request/strings';
import type { strings as widget } from '../strings';
import type { count, list } from './speech';

/**
 * Another language: every part's words, in the shape English has. Whoever adds a word in English adds it in each
 * language; whoever adds a part (`worded('part', …)`) adds it here.
 */
export interface Language {
  readonly widget: typeof widget;
  readonly request: typeof request;
  readonly rating: typeof rating;
  readonly emoji: typeof emoji;
  readonly language: typeof language;
}

/** What a language says its sentences with. It is handed in: a language imports nothing, and loads nothing else. */
export interface Speech {
  readonly count: typeof count;
  readonly list: typeof list;
}
