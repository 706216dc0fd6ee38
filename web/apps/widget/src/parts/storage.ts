/** Small things this browser keeps for the widget. Where storage is denied they live as long as the page. */
export interface Keeper {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

/** Keeps things in what `storage` gives; asking for it may already throw. */
export function createKeeper(storage: () => Storage): Keeper {
  const memory = new Map<string, string>();
  const attempt = <T>(access: (kept: Storage) => T, instead: T): T => {
    try {
      return access(storage());
    } catch {
      return instead;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((kept) => kept.getItem(key), null),
    set: (key, value) => {
      memory.delete(key);
      const kept = attempt((store) => {
        if (value === null) store.removeItem(key);
        else store.setItem(key, value);
        return true;
      }, false);
      if (!kept && value !== null) memory.set(key, value);
    },
  };
}

/** Over reloads and between tabs: texts that are not sent yet. */
export const device = createKeeper(() => localStorage);
/** Over reloads of one tab: which view was open. */
export const tab = createKeeper(() => sessionStorage);
