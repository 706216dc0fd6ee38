import { LineError } from '../errors';

/** Fetches what carries files, for few visitors send one. */
export const carrying = () =>
  import('./carrying').catch(() => {
    throw new LineError('down');
  });
