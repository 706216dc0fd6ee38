import type { Locks, Observable } from '@deskbell/client';

/** Whether the browser believes it has a network, as the client wants it. */
export function browserOnline(): Observable<boolean> {
  return {
    get: () => navigator.onLine,
    subscribe: (listener) => {
      addEventListener('online', listener);
      addEventListener('offline', listener);
      return () => {
        removeEventListener('online', listener);
        removeEventListener('offline', listener);
      };
    },
  };
}

/** The browser's locks; absent on pages that are not served over TLS. */
export function browserLocks(): Locks | undefined {
  return (navigator.locks as Locks | null | undefined) ?? undefined;
}
