import { LineError, RefusalError } from '@deskbell/client';
import type { ErrorBody } from '@deskbell/protocol';
import { span } from './span';

/** What happened, what is safe, what to do: a sentence for anything that went wrong. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RefusalError) return sentenceOfRefusal(error);
  if (error instanceof LineError) return 'The server cannot be reached. Nothing was changed; try again in a moment.';
  return 'Something went wrong on this page. Try again, or reload it; what you wrote is kept.';
}

/** The server's own sentence; for what passes with time, one that says when. */
export function sentenceOfRefusal({ code, message, retryAfterMs }: ErrorBody): string {
  if (!retryAfterMs) return message;
  if (code === 'overloaded') return `The server is busy. Try again in ${span(retryAfterMs)}; nothing is lost.`;
  return `That was too fast. Try again in ${span(retryAfterMs)}; nothing is lost.`;
}
