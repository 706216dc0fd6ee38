import type { Conversation, OwnMark } from '@deskbell/protocol';
import { cell, type Observable } from './basics/observable';
import type { Window } from './timeline/window';
import { unreadOf } from './people/unread';

/** Conversations held at most; beyond it the one longest not heard of goes, unless it is open. */
export const CONVERSATIONS_MAX = 2000;

/** What an open timeline knows better than the server's copy. */
export type WindowOf = (conversationId: string) => Window | null;

/** Every conversation heard of, each with the unread count of one's own cursor. */
export class Conversations {
  readonly #windowOf: WindowOf;
  /** The server's copies, longest not heard of first. */
  readonly #copies = new Map<string, Conversation>();
  /** How far oneself has read where the server need not have heard yet. */
  readonly #ownRead = new Map<string, number>();
  /** What is shown of a copy. */
  readonly #rows = new WeakMap<Conversation, Conversation>();
  readonly #shown = cell<ReadonlyMap<string, Conversation>>(new Map());
  readonly #unread = cell(0);
  #publishing = false;

  constructor(windowOf: WindowOf) {
    this.#windowOf = windowOf;
  }

  /** By id. Changes of one turn of the event loop are published together. */
  get all(): Observable<ReadonlyMap<string, Conversation>> {
    return this.#shown;
  }

  /** Unread messages over all of them. */
  get unread(): Observable<number> {
    return this.#unread;
  }

  /** One conversation as it is shown. */
  get(id: string): Conversation | null {
    const copy = this.#copies.get(id);
    return copy ? this.#withUnread(copy) : null;
  }

  /** Takes a copy from any source; false when a newer one is here already. */
  learn(copy: Conversation): boolean {
    const known = this.#copies.get(copy.id);
    if (known && isOlder(copy, known)) return false;
    // Copies pass each other on the way: one's own place never goes back.
    const merged = known?.me ? { ...copy, me: furthest(known.me, copy.me) } : copy;
    this.#copies.delete(copy.id);
    this.#copies.set(copy.id, merged);
    if (this.#copies.size > CONVERSATIONS_MAX) this.#forgetOldest();
    this.#publishSoon();
    return true;
  }

  /** Oneself has read up to here. */
  read(id: string, upToSeq: number): void {
    this.#ownRead.set(id, Math.max(this.#ownRead.get(id) ?? 0, upToSeq));
    this.#publishSoon();
  }

  /** The window of an open timeline has moved. */
  touched(id: string): void {
    if (this.#copies.has(id)) this.#publishSoon();
  }

  /** There is no such conversation for this person. */
  missing(id: string): void {
    this.#forget(id);
    this.#publishSoon();
  }

  #forgetOldest(): void {
    for (const id of this.#copies.keys()) if (this.#windowOf(id) === null) return this.#forget(id);
  }

  #forget(id: string): void {
    this.#copies.delete(id);
    this.#ownRead.delete(id);
  }

  #withUnread(copy: Conversation): Conversation {
    const unreadCount = unreadOf(copy, this.#ownRead.get(copy.id) ?? 0, this.#windowOf(copy.id));
    const row = this.#rows.get(copy);
    // A row that did not change stays the same object, so that it is not drawn anew.
    if (row?.unreadCount === unreadCount) return row;
    const shown = unreadCount === copy.unreadCount ? copy : { ...copy, unreadCount };
    this.#rows.set(copy, shown);
    return shown;
  }

  #publishSoon(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    void Promise.resolve().then(() => {
      this.#publishing = false;
      this.#publish();
    });
  }

  #publish(): void {
    const shown = new Map<string, Conversation>();
    let unread = 0;
    for (const copy of this.#copies.values()) {
      const row = this.#withUnread(copy);
      shown.set(row.id, row);
      unread += row.unreadCount;
    }
    this.#shown.set(shown);
    this.#unread.set(unread);
  }
}

/** Newest word first, as lists show them; one without a message stands by when it was made. */
export function newestFirst(conversations: Iterable<Conversation>): Conversation[] {
  const at = ({ lastMessageAt, createdAt }: Conversation) => lastMessageAt ?? createdAt;
  return [...conversations].sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : a.id < b.id ? 1 : -1));
}

function isOlder(copy: Conversation, known: Conversation): boolean {
  if (copy.headSeq !== known.headSeq) return copy.headSeq < known.headSeq;
  return copy.updatedAt !== undefined && known.updatedAt !== undefined && copy.updatedAt < known.updatedAt;
}

function furthest(known: OwnMark, news: OwnMark | null | undefined): OwnMark {
  if (!news) return known;
  return {
    ...news,
    deliveredSeq: Math.max(known.deliveredSeq, news.deliveredSeq),
    readSeq: Math.max(known.readSeq, news.readSeq),
  };
}
