import type { ErrorBody, FieldError } from '@deskbell/protocol';

/** The server understood and said no. `code` is stable, `message` is a sentence for people. */
export class RefusalError extends Error implements ErrorBody {
  override readonly name = 'RefusalError';
  readonly code: string;
  /** When to try again, for what passes with time. */
  readonly retryAfterMs: number | null;
  /** What is wrong with which field; empty unless the refusal is about fields. */
  readonly errors: readonly FieldError[];

  constructor(body: ErrorBody, errors: readonly FieldError[] = []) {
    super(body.message);
    this.code = body.code;
    this.retryAfterMs = body.retryAfterMs ?? null;
    this.errors = errors;
  }
}

/** Nobody knows whether the server heard: not connected, the line was lost, or no answer came in time. */
export class LineError extends Error {
  override readonly name = 'LineError';
  /** `timeout` when the line stood and no answer came; otherwise there was no line. */
  readonly reason: 'down' | 'timeout';

  constructor(reason: 'down' | 'timeout') {
    super(reason === 'down' ? 'There is no connection.' : 'The server did not answer in time.');
    this.reason = reason;
  }
}

/** The refusal as plain data, as screens and stores keep it. */
export function bodyOf(error: RefusalError): ErrorBody {
  const { code, message, retryAfterMs } = error;
  return retryAfterMs === null ? { code, message } : { code, message, retryAfterMs };
}

/** Whether the same request may succeed later without anybody changing anything. */
export function passesWithTime(error: ErrorBody): boolean {
  return error.code === 'rate_limited' || error.code === 'overloaded';
}

/** What became of a promise that nobody needs to hear about: the next event or resume heals it. */
export function ignoreFailure(promise: Promise<unknown>): void {
  promise.then(
    () => undefined,
    () => undefined,
  );
}
