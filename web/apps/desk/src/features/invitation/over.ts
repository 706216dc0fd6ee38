import { RefusalError } from '@deskbell/client';

/** What the server says of a link that was used, revoked or has ended. */
const OVER = new Set(['not_found', 'gone', 'conflict', 'unauthorized', 'forbidden']);

/** Whether the link leads nowhere any more, whatever one tries. */
export const isOver = (error: unknown): boolean => error instanceof RefusalError && OVER.has(error.code);
