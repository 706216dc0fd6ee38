import { LineError, RefusalError } from '@deskbell/client';
import { sentenceOf } from '../../shared/words/errors';
import { span } from '../../shared/words/span';
import { strings } from './strings';

/** Why nobody was signed in, in words that help. */
export function signInSentence(error: unknown): string {
  if (error instanceof LineError) return strings.unreachable;
  if (error instanceof RefusalError) {
    if (error.code === 'unauthorized') return strings.wrong;
    if (error.code === 'rate_limited') return strings.tooOften(span(error.retryAfterMs ?? 60_000));
  }
  return sentenceOf(error);
}
