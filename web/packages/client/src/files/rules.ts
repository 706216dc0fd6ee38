import type { ErrorBody, Schemas } from '@deskbell/protocol';

/** A file as a browser hands it over: its `File` fits as it is. It must survive structured cloning. */
export interface FileLike {
  readonly name: string;
  /** Its media type, empty where the device knows none. */
  readonly type: string;
  readonly size: number;
}

/** Files one message may carry. */
export const FILES_MAX = 10;

/** Media whose names every browser agrees on; of everything else the server judges by name and content. */
const WELL_NAMED = /^(image|audio|video)\//;

/** Why the server would refuse this file, before anything of it is sent; null when it may well take it. */
export function checkFile({ name, type, size }: FileLike, rules: Schemas['FileRules'] | null): ErrorBody | null {
  if (!rules) return { code: 'forbidden', message: 'Files cannot be sent here.' };
  if (size === 0) return { code: 'invalid', message: `“${name}” is empty.` };
  if (size > rules.maxBytes) return { code: 'payload_too_large', message: `“${name}” is too large: ${inMegabytes(rules.maxBytes)} at most.` };
  if (WELL_NAMED.test(type) && !rules.contentTypes.includes(type)) {
    return { code: 'unsupported_media_type', message: `Files like “${name}” cannot be sent here.` };
  }
  return null;
}

const inMegabytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MB`;
