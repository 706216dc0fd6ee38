import type { Entry } from '@deskbell/protocol';
import type { EntryItem, Pending, PendingItem, TimelineItem } from '../api';
import type { Receipts } from '../people/receipts';

/** Makes the lines of a timeline and gives the same object again for a line that did not change. */
export class Items {
  readonly #receipts: Receipts;
  #made = new Map<string, TimelineItem>();
  #list: readonly TimelineItem[] = [];

  constructor(receipts: Receipts) {
    this.#receipts = receipts;
  }

  /** The entries in order, then what is on its way. The same array when no line changed. */
  list(entries: readonly Entry[], pending: readonly Pending[]): readonly TimelineItem[] {
    const made = new Map<string, TimelineItem>();
    for (const entry of entries) {
      const item = this.#entryItem(entry);
      made.set(item.key, item);
    }
    // An echo gives way to its entry even where the outbox has not heard yet.
    for (const one of pending) if (!made.has(one.clientId)) made.set(one.clientId, this.#pendingItem(one));
    const list = [...made.values()];
    this.#made = made;
    const same = list.length === this.#list.length && list.every((item, at) => item === this.#list[at]);
    if (!same) this.#list = list;
    return this.#list;
  }

  #entryItem(entry: Entry): EntryItem {
    const own = this.#receipts.isOwn(entry);
    const mark = this.#receipts.markOf(entry);
    const key = own && entry.clientId ? entry.clientId : entry.id;
    const before = this.#made.get(key);
    if (before?.entry === entry && before.own === own && before.mark === mark) return before;
    return mark ? { key, entry, own, mark } : { key, entry, own };
  }

  #pendingItem(pending: Pending): PendingItem {
    const before = this.#made.get(pending.clientId);
    const same = before?.pending?.state === pending.state && before.pending.refusal === pending.refusal && before.pending.files === pending.files;
    return same && before.pending ? before : { key: pending.clientId, pending, own: true };
  }
}
