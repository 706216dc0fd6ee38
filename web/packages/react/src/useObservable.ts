import type { Observable } from '@deskbell/client';
import { useSyncExternalStore } from 'react';

/** The value of an observable, and a new render after each change. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}
