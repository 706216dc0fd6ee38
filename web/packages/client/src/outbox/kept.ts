import type { Locks } from '../basics/locks';
import type { Store } from '../storage/store';
import { isItem, type OutboxItem } from './item';

/**
 * The outbox on disk, shared by all tabs of one person. Each item belongs to the tab that wrote it. Where the
 * browser has locks, every tab holds one under its own name for as long as it lives, so that another tab can
 * wait for its end and inherit what it left; where there are none, a tab inherits everything it finds, and the
 * server's idempotency makes a double sending harmless.
 */
export class KeptItems {
  readonly #store: Store;
  readonly #prefix: string;
  readonly #tab: string;
  readonly #locks: Locks | undefined;
  readonly #awaited = new Set<string>();
  #release: () => void = () => undefined;
  #ended = true;

  constructor(store: Store, person: string, tab: string, locks: Locks | undefined) {
    this.#store = store;
    this.#prefix = `outbox/${person}/`;
    this.#tab = tab;
    this.#locks = locks;
  }

  /** This tab lives: as long as it does, nobody inherits from it. */
  begin(): void {
    if (!this.#ended) return;
    this.#ended = false;
    this.#locks?.request(lockOf(this.#tab), () => this.#untilEnd()).catch(() => undefined);
  }

  /** Resolves when the item is on disk. */
  put(item: OutboxItem): Promise<void> {
    return this.#store.set(this.#prefix + item.clientId, item);
  }

  /** Forgets an item. */
  remove(clientId: string): Promise<void> {
    return this.#store.remove(this.#prefix + clientId);
  }

  /** Finds what other tabs have left and gives it to `inherit`, at once or when its tab has ended. */
  async inherit(inherit: (items: OutboxItem[]) => void): Promise<void> {
    const items = await this.#others();
    if (!this.#locks) return this.#take(items, inherit);
    for (const owner of new Set(items.map((item) => item.owner))) {
      if (this.#awaited.has(owner)) continue;
      this.#awaited.add(owner);
      this.#locks
        .request(lockOf(owner), async () => {
          this.#awaited.delete(owner);
          if (this.#ended) return;
          // Read anew: its tab may have sent some, another tab may have been faster.
          await this.#take((await this.#others()).filter((item) => item.owner === owner), inherit);
        })
        .catch(() => undefined);
    }
  }

  /** This tab sends nothing more; another may inherit. */
  end(): void {
    this.#ended = true;
    this.#release();
  }

  async #take(items: readonly OutboxItem[], inherit: (items: OutboxItem[]) => void): Promise<void> {
    const mine = items.map((item) => ({ ...item, owner: this.#tab }));
    await Promise.all(mine.map((item) => this.put(item)));
    if (mine.length > 0) inherit(mine);
  }

  async #others(): Promise<OutboxItem[]> {
    const found = [...(await this.#store.list(this.#prefix)).values()].filter(isItem);
    return found.filter((item) => item.owner !== this.#tab).sort((a, b) => a.order - b.order);
  }

  #untilEnd(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
      if (this.#ended) resolve();
    });
  }
}

const lockOf = (tab: string) => `deskbell/tab/${tab}`;
