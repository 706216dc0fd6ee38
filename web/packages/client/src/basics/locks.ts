/** The part of the browser's `navigator.locks` that is used: `held` runs while this tab alone holds `name`. */
export interface Locks {
  request(name: string, held: () => Promise<void>): Promise<unknown>;
}
