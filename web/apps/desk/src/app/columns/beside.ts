/** Which conversations stand beside the open one, as the address has it. Pure. */

/** Columns beside the open conversation at most: with more, none can be read. */
export const BESIDE_MOST = 2;

const ID = /^[0-9a-f-]{36}$/u;

/** The ids of an address' `beside`; what cannot be one is left out. */
export function besideOf(text: string | undefined): readonly string[] {
  const ids = (text ?? '').split(',').filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, BESIDE_MOST);
}

/** The part of an address; absent when nothing stands beside. */
export function besideText(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.join(',');
}

/** One more beside; where there is no room, the one that stood there longest goes. */
export function withBeside(ids: readonly string[], id: string): readonly string[] {
  return [...ids.filter((one) => one !== id), id].slice(-BESIDE_MOST);
}
