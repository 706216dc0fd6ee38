/** A value that can be read now and watched; fits React's `useSyncExternalStore` as it is. */
export interface Observable<T> {
  /** The value now; the same object until it changes. */
  get(): T;
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** An {@link Observable} whose owner can change it. */
export interface Cell<T> extends Observable<T> {
  /** Replaces the value; listeners hear of it unless it is the same by `Object.is`. */
  set(value: T): void;
}

/** Makes a {@link Cell}. A listener that unsubscribes while being told does not disturb the others. */
export function cell<T>(initial: T): Cell<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      // A wrapper of its own, so that one function subscribed twice counts twice.
      const told = () => listener();
      listeners.add(told);
      return () => {
        listeners.delete(told);
      };
    },
  };
}

/** The same observable, saying when the first one begins to watch it and when the last one has stopped. */
export function counted<T>(observable: Observable<T>, watched: (watched: boolean) => void): Observable<T> {
  let watchers = 0;
  return {
    get: observable.get,
    subscribe: (listener) => {
      const stop = observable.subscribe(listener);
      let watching = true;
      watchers += 1;
      if (watchers === 1) watched(true);
      return () => {
        if (!watching) return;
        watching = false;
        stop();
        watchers -= 1;
        if (watchers === 0) watched(false);
      };
    },
  };
}
