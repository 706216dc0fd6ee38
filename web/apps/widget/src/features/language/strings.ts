import { worded } from '../../languages/speech';

/** The words of the choice of a language: they come with it. */
export const strings = worded('language', { label: 'Language' });
