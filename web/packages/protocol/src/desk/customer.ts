/** What customers learn of the desk, and what they tell it. */
import type { Schemas } from '../types';

/** Say which page one is on, and in which language and time zone one reads. */
export type SetContext = Schemas['SetContext'];
