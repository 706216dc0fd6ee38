import type { Observable } from '@deskbell/client';
import { useMemo, useSyncExternalStore } from 'react';

/** How often a value that is expensive to show is looked at, ms. */
const CALM_MS = 80;

/** The value of an observable that may change many times a second: shown at once, then at most every 80 ms. */
export function useCalm<T>(observable: Observable<T>): T {
  const { subscribe, get } = useMemo(() => calm(observable), [observable]);
  return useSyncExternalStore(subscribe, get);
}

function calm<T>(observable: Observable<T>): Observable<T> {
  let shown = observable.get();
  let watched = false;
  return {
    get: () => {
      if (!watched) shown = observable.get();
      return shown;
    },
    subscribe: (listener) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const show = () => {
        shown = observable.get();
        listener();
      };
      const stop = observable.subscribe(() => {
        if (timer !== undefined) return;
        timer = setTimeout(() => {
          timer = undefined;
          show();
        }, CALM_MS);
        show();
      });
      watched = true;
      shown = observable.get();
      return () => {
        watched = false;
        clearTimeout(timer);
        stop();
      };
    },
  };
}
