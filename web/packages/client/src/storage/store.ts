import type { Observable } from '../basics/observable';

/** Where a device keeps small things over a reload: texts on their way, and a visitor's token. */
export interface Store {
  /** False once it is known that what is kept here is gone after a reload. */
  readonly durable: Observable<boolean>;
  /** Every value whose key begins with `prefix`, by key. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  get(key: string): Promise<unknown>;
  /** Resolves when it is kept. The value must survive structured cloning. */
  set(key: string, value: unknown): Promise<void>;
  /** The same for what is large: false when it is not on disk, and then it is not kept here at all. */
  keep(key: string, value: unknown): Promise<boolean>;
  remove(key: string): Promise<void>;
}
