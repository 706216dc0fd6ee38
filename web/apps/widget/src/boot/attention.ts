import type { Observable } from '@deskbell/client';
import type { Host } from './host';

/** Whether somebody can see the widget now: it is open and its tab is in front. Only then is anything read. */
export function attention(host: Host, page: Document): Observable<boolean> {
  return {
    get: () => host.open.get() && page.visibilityState === 'visible',
    subscribe: (listener) => {
      const stop = host.open.subscribe(listener);
      page.addEventListener('visibilitychange', listener);
      return () => {
        stop();
        page.removeEventListener('visibilitychange', listener);
      };
    },
  };
}
