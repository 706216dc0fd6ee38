import type { Problem } from '@deskbell/protocol';
import { LineError, RefusalError } from '../errors';

/** What an answer says. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page instead of our answer: as good as no line.
    throw new LineError('down');
  }
}

/** What a refusal says. */
export function refusalOf(status: number, text: string): RefusalError | LineError {
  const problem = parse(text) as Partial<Problem> | null;
  if (typeof problem?.code !== 'string') return new LineError('down');
  const message = problem.detail ?? problem.title ?? `The server refused (${status}).`;
  return new RefusalError({ code: problem.code, message, retryAfterMs: problem.retryAfterMs ?? null }, problem.errors ?? []);
}
