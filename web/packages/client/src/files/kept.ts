import type { Store } from '../storage/store';
import type { FileLike } from './rules';

/**
 * The files of messages on their way: on the device's disk where it takes them, so that they survive a reload, and in
 * memory in any case, so that a full disk or a private window stops nobody.
 */
export class KeptFiles {
  readonly #here = new Map<string, FileLike>();
  /** Those that are in memory alone. */
  readonly #fleeting = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly person: string,
  ) {}

  /** Keeps a file. Never fails: see `isFleeting`. */
  async put(id: string, file: FileLike): Promise<void> {
    this.#here.set(id, file);
    this.#fleeting.add(id);
    const kept = await this.store.keep(this.#key(id), file).catch(() => false);
    if (kept) this.#fleeting.delete(id);
  }

  /** The file, if it is in memory already. */
  here(id: string): FileLike | null {
    return this.#here.get(id) ?? null;
  }

  /** Whether it is gone after a reload. */
  isFleeting(id: string): boolean {
    return this.#fleeting.has(id);
  }

  /** The file, from the disk if need be; null when this device has it no more. */
  async get(id: string): Promise<FileLike | null> {
    const here = this.#here.get(id);
    if (here) return here;
    const found = (await this.store.get(this.#key(id)).catch(() => null)) as FileLike | null | undefined;
    if (!found) return null;
    this.#here.set(id, found);
    return found;
  }

  /** Forgets a file. */
  remove(id: string): void {
    this.#here.delete(id);
    this.#fleeting.delete(id);
    this.store.remove(this.#key(id)).catch(() => undefined);
  }

  #key(id: string): string {
    return `outbox-files/${this.person}/${id}`;
  }
}
