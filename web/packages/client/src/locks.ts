/** The part of the browser's `navigator.locks` that is used. */
export interface Locks {
  request(
    name: string,
    options: { mode?: 'exclusive'; signal?: never },
    held: () => Promise<void>,
  ): Promise<unknown>;
}
