/** What customers learn of the desk, and what they tell it. */
import type { CategoryRecord } from './settings';

/** Whether somebody can answer, beside how many are there. */
export interface PresenceFacts {
  /** What is written now is answered later: nobody is there, or it is not the time. */
  leaveMessage?: boolean;
  /** From when on somebody answers, where that is known. */
  opensAt?: string | null;
}

/** What a form for a request offers. */
export interface InboxForms {
  /** Customers may file tickets through this inbox. */
  ticketForm?: boolean;
  categories?: readonly Pick<CategoryRecord, 'key' | 'name'>[];
}

/** Say which page one is on, and in which language and time zone one reads. */
export interface SetContext {
  url?: string;
  title?: string;
  language?: string;
  timeZone?: string;
}
