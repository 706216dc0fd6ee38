import { LineError, RefusalError } from '../errors';
import { parse, refusalOf } from '../rest/answers';
import { postFromPage } from './browser';
import type { FileWatch, PostFile } from './post';
import type { FileLike } from './rules';

/** Where a file goes, and as whom. */
export interface UploadTo {
  readonly url: string;
  /** The platform's own when absent. */
  readonly postFile: PostFile | undefined;
  readonly bearer: ((ask: { fresh: boolean }) => Promise<string>) | undefined;
  readonly csrf: string | null;
}

/** Sends one file, once: the same `key` again never makes a second one. */
export async function uploadTo<T>(to: UploadTo, file: FileLike, key: string, watch: FileWatch, fresh = false): Promise<T> {
  const { url, postFile = postFromPage, bearer, csrf } = to;
  const token = await bearer?.({ fresh });
  const headers: Record<string, string> = { accept: 'application/json', 'idempotency-key': key };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  else if (csrf !== null) headers['x-csrf-token'] = csrf;
  const { status, text } = await postFile({ url, headers, cookies: token === undefined, file }, watch).catch(() => {
    throw new LineError('down');
  });
  if (status >= 200 && status < 300) return parse(text) as T;
  if (status === 401 && bearer && !fresh) return uploadTo(to, file, key, watch, true);
  throw uploadRefusal(status, text);
}

/** A proxy in between that has a limit of its own says so in a page of its own. */
function uploadRefusal(status: number, text: string): RefusalError | LineError {
  try {
    const refusal = refusalOf(status, text);
    if (status !== 413 || refusal instanceof RefusalError) return refusal;
  } catch {
    if (status !== 413) return new LineError('down');
  }
  return new RefusalError({ code: 'payload_too_large', message: 'This file is too large to be sent.' });
}
