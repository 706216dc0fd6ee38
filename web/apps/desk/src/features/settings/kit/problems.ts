/** What is wrong with which field, and what differs from what the server has. Pure. */
import { RefusalError } from '@deskbell/client';
import { sentenceOf } from '../../../shared/words/errors';

/** Sentences by field; a field inside another is named by its path, "hours.days.mon". */
export type Problems = Readonly<Record<string, string>>;

/** The field a path begins with. */
const root = (path: string) => path.split(/[.[]/, 1)[0] ?? path;

/** Whether a path is this field or lies in it. */
const within = (path: string, field: string) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

/** The first sentence about a field or anything in it. */
export function problemOf(problems: Problems, field: string): string | undefined {
  return Object.entries(problems).find(([path]) => within(path, field))?.[1];
}

/** The same problems without those of some fields. */
export function without(problems: Problems, fields: readonly string[]): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([path]) => !fields.includes(root(path))));
}

/** A refusal sorted: what belongs to one of the fields on screen, and what has to be said below them. */
export function problemsOf(
  error: unknown,
  fields: readonly string[],
  conflict?: string,
): { fields: Problems; sentence: string | null } {
  if (conflict !== undefined && error instanceof RefusalError && error.code === 'conflict') {
    return { fields: { [conflict]: error.message }, sentence: null };
  }
  const errors = error instanceof RefusalError ? error.errors : [];
  const here = errors.filter(({ field }) => fields.includes(root(field)));
  const found = Object.fromEntries(here.map(({ field, message }) => [field, message]));
  const elsewhere = errors.filter((one) => !here.includes(one)).map(({ message }) => message);
  if (here.length > 0) return { fields: found, sentence: elsewhere.length > 0 ? elsewhere.join(' ') : null };
  return { fields: {}, sentence: sentenceOf(error) };
}

/** The part of a draft that is not what the server has. */
export function differing<T extends object>(initial: T, draft: Partial<T>): Partial<T> {
  const entries = Object.entries(draft).filter(([name, value]) => !alike(value, initial[name as keyof T]));
  return Object.fromEntries(entries) as Partial<T>;
}

/** Whether two values of the wire are the same. */
export function alike(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** The same text for the same value, whatever the order of its fields; nothing and null are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    const fields = Object.entries(part).filter(([, inner]) => inner !== null && inner !== undefined);
    return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
