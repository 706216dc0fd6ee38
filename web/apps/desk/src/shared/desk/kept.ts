/** Small things kept in this browser. Where storage is denied they live until the page is left. */

/** The value under a key; null when there is none or it cannot be read. */
export function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets the key when it is null. */
export function writeKept(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or denied storage costs the memory of a choice and nothing more.
  }
}
