import { MAX_CHARACTERS, countCharacters, type RefusalError } from '@deskbell/client';
import { strings as common } from '../../strings';
import { strings } from './strings';

export type FieldName = 'subject' | 'category' | 'priority' | 'message';

/** What is wrong with which field, in the order of the form. */
export type Faults = { readonly [name in FieldName]?: string | undefined };

/** What the form itself can tell is missing. */
export function lacking(subject: string, message: string): Faults {
  const over = countCharacters(message) - MAX_CHARACTERS;
  return {
    ...(subject.trim() === '' && { subject: strings.noSubject }),
    ...(message.trim() === '' && { message: strings.noMessage }),
    ...(over > 0 && { message: common.writing.over(over) }),
  };
}

const FIELDS: Readonly<Record<string, FieldName>> = {
  subject: 'subject',
  category: 'category',
  priority: 'priority',
  message: 'message',
  content: 'message',
  description: 'message',
};

/** What the server says of fields; empty where it refused the whole, which is then said for itself. */
export function faultsOf({ code, message, errors }: RefusalError): Faults {
  if (code === 'content_too_long' || code === 'content_empty') return { message };
  const found = errors.flatMap(({ field, message: words }) => {
    const name = FIELDS[field];
    return name ? [[name, words] as const] : [];
  });
  return Object.fromEntries(found);
}
