import type { Entry, ErrorBody } from '@deskbell/protocol';
import type { OutboxState, Pending, Taken } from '../api';
import type { Clock } from '../basics/clock';
import { bodyOf, ignoreFailure, type RefusalError } from '../errors';
import type { Loads } from './loads';
import { FILES_MAX, type FileLike } from '../files/rules';
import { newId } from '../basics/ids';
import { cell, type Observable } from '../basics/observable';
import type { Store } from '../storage/store';
import { checkContent, wellFormed } from '../basics/text';
import { keptOf, laneOf, liveOf, pendingOf, type Live, type OutboxItem } from './item';
import type { KeptItems } from './kept';
import { Lane } from './lane';

/** Texts one person may have waiting at once. */
export const OUTBOX_MAX = 200;
/** Files one person may have waiting at once. */
export const OUTBOX_FILES_MAX = 50;

/** What the outbox needs from the client around it. */
export interface OutboxPost {
  connected(): boolean;
  /** Finds or makes the conversation of a first message. May be asked again for the same one. */
  open(item: OutboxItem): Promise<string>;
  /** Hands one over; resolves with its entry when the server has it. */
  send(item: OutboxItem & { conversationId: string }): Promise<Entry>;
  /** The server has it. True when it needs to be shown no longer: it stands in the timeline, or none is open. */
  acked(entry: Entry): boolean;
  /** A first message has got its conversation. */
  started(clientId: string, conversationId: string): void;
  /** A first message will not get one: refused, or discarded (then without an error). */
  notStarted(clientId: string, error: ErrorBody | null): void;
  /** What waits in this conversation (null: in one to be made) has changed. */
  changed(conversationId: string | null): void;
}

/** What an outbox is made of. */
export interface OutboxParts {
  readonly kept: KeptItems;
  /** Fetches what knows of files; `changed` is called as they move. */
  loads(changed: (live: Live) => void): Promise<Loads>;
  readonly store: Store;
  readonly post: OutboxPost;
  readonly clock: Clock;
  readonly random: () => number;
  /** The name of this tab, the owner of what is written here. */
  readonly tab: string;
  readonly maxCharacters: number;
}

/** What is written is kept here before it is sent, and until it stands in the timeline. */
export class Outbox {
  readonly #live = new Map<string, Live>();
  readonly #lanes = new Map<string, Lane>();
  readonly #state;
  #loads: Loads | null = null;
  #lastOrder = 0;

  constructor(private readonly parts: OutboxParts) {
    const { durable } = parts.store;
    this.#state = cell<OutboxState>({ count: 0, durable: durable.get() });
    durable.subscribe(() => this.#publish());
  }

  /** How much waits, and whether it would survive a reload. */
  get state(): Observable<OutboxState> {
    return this.#state;
  }

  /** Takes a text in, or says why not. It shows at once and is sent as soon as it is on disk. */
  take(what: Pick<OutboxItem, 'conversationId' | 'kind' | 'start' | 'mentions'>, text: string, files: readonly FileLike[] = []): Taken {
    const error = this.#refusalOf(text, files.length);
    if (error) return { ok: false, error };
    this.#lastOrder = Math.max(this.#lastOrder + 1, this.parts.clock.now());
    const content = text.trim() === '' ? '' : wellFormed(text);
    const carried = files.length > 0 ? { files: files.map(keptOf) } : {};
    const item: OutboxItem = { ...what, ...carried, content, clientId: newId(), order: this.#lastOrder, owner: this.parts.tab };
    const live = liveOf(item, false);
    const kept = files.length > 0 ? this.#withLoads((loads) => loads.keep(live, files)) : Promise.resolve();
    this.#live.set(item.clientId, live);
    this.#changed(item);
    const onDisk = () => {
      live.kept = true;
      this.#lane(laneOf(item)).pump();
    };
    // A device that cannot keep it must still be able to send it.
    kept.then(() => this.parts.kept.put(item)).then(onDisk, onDisk);
    return { ok: true, clientId: item.clientId };
  }

  /** What waits in one conversation (null: first messages), in order, as a screen shows it. */
  pending(conversationId: string | null): Pending[] {
    return [...this.#live.values()]
      .filter((live) => live.item.conversationId === conversationId)
      .sort((a, b) => a.item.order - b.item.order)
      .map((live) => pendingOf(live, this.#lane(laneOf(live.item)).moving));
  }

  /** Sends a refused one again, or one that waits now. */
  retry(clientId: string): void {
    const live = this.#live.get(clientId);
    if (!live || live.acked) return;
    const item = { ...(this.#loads?.anew(live.item) ?? live.item), refusal: undefined };
    live.item = item;
    this.#loads?.show(live);
    ignoreFailure(this.parts.kept.put(item));
    this.#changed(item);
    this.#lane(laneOf(item)).hurry();
  }

  /** Takes one out and gives its text back; null when the server has it or may have it. */
  discard(clientId: string): string | null {
    const live = this.#live.get(clientId);
    if (!live || live.acked || (!live.loading && this.#lane(laneOf(live.item)).carries(live))) return null;
    live.stopped = true;
    this.#loads?.stop(live);
    this.#remove(live);
    if (live.item.conversationId === null) this.parts.post.notStarted(clientId, null);
    return live.item.content;
  }

  /** These entries stand in the timeline now: their echoes go. */
  shown(conversationId: string, clientIds: readonly string[]): void {
    for (const clientId of clientIds) {
      const live = this.#live.get(clientId);
      if (live?.item.conversationId === conversationId) this.#remove(live);
    }
  }

  /** The line is there: whatever waits leaves, also what a tab that has ended left behind. */
  connected(): void {
    ignoreFailure(this.parts.kept.inherit((items) => this.#inherited(items)));
    for (const lane of this.#lanes.values()) lane.hurry();
    this.#changedAll();
  }

  /** The line is gone: what was on its way waits. */
  disconnected(): void {
    for (const lane of this.#lanes.values()) lane.stop();
    this.#changedAll();
  }

  /** Finds what an earlier page or another tab has left, so that it shows before the line is there. */
  load(): void {
    this.parts.kept.begin();
    ignoreFailure(this.parts.kept.inherit((items) => this.#inherited(items)));
  }

  #inherited(items: readonly OutboxItem[]): void {
    for (const item of items) {
      this.#lastOrder = Math.max(this.#lastOrder, item.order);
      const live = this.#live.get(item.clientId) ?? liveOf(item, true);
      this.#live.set(item.clientId, live);
      if (item.files) ignoreFailure(this.#withLoads((loads) => loads.find(live)));
      this.#changed(item);
      this.#lane(laneOf(item)).pump();
    }
  }

  /** What knows of files is there from the first of them on. */
  async #withLoads<T>(run: (loads: Loads) => T | Promise<T>): Promise<T> {
    if (!this.#loads) {
      const fetched = await this.parts.loads((live) => this.#changed(live.item));
      // Who asked at the same time may have been faster: there is one that counts what is under way.
      this.#loads ??= fetched;
    }
    return run(this.#loads);
  }

  #refusalOf(text: string, files: number): ErrorBody | null {
    if (this.#live.size >= OUTBOX_MAX) {
      const message = `${OUTBOX_MAX} messages wait to be sent already. Send this one when they have left.`;
      return { code: 'overloaded', message };
    }
    if (files === 0) return checkContent(text, this.parts.maxCharacters);
    if (files > FILES_MAX) return { code: 'invalid', message: `A message carries ${FILES_MAX} files at most.` };
    const waiting = [...this.#live.values()].reduce((sum, { item }) => sum + (item.files?.length ?? 0), 0);
    if (waiting + files > OUTBOX_FILES_MAX) {
      const message = `${OUTBOX_FILES_MAX} files can wait to be sent. Send these when others have left.`;
      return { code: 'overloaded', message };
    }
    return text.trim() === '' ? null : checkContent(text, this.parts.maxCharacters);
  }

  #lane(key: string): Lane {
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane = new Lane({
      clock: this.parts.clock,
      random: this.parts.random,
      connected: () => this.parts.post.connected(),
      head: () => this.#head(key),
      deliver: (live) => this.#deliver(live),
      refused: (live, error) => this.#refused(live, error),
      changed: () => this.parts.post.changed(key.startsWith('start:') ? null : key),
    });
    this.#lanes.set(key, lane);
    return lane;
  }

  #head(key: string): Live | undefined {
    let head: Live | undefined;
    for (const live of this.#live.values()) {
      const ready = !live.acked && !live.item.refusal && laneOf(live.item) === key;
      if (ready && (!head || live.item.order < head.item.order)) head = live;
    }
    // A file takes longer to be kept than the text after it, which still comes after it.
    return head?.kept ? head : undefined;
  }

  async #deliver(live: Live): Promise<void> {
    const bring = (loads: Loads) => loads.bring(live, (item) => this.parts.kept.put(item));
    if (live.item.files && !(await this.#withLoads(bring))) return;
    const { item } = live;
    if (item.conversationId === null) return this.#settleStart(live, await this.parts.post.open(item));
    const entry = await this.parts.post.send({ ...item, conversationId: item.conversationId });
    live.acked = entry;
    if (this.parts.post.acked(entry)) this.#remove(live);
  }

  /** A first message has its conversation now: it moves into that lane and is sent there. */
  async #settleStart(live: Live, conversationId: string): Promise<void> {
    live.item = { ...live.item, start: undefined, conversationId };
    await this.parts.kept.put(live.item).catch(() => undefined);
    this.parts.post.changed(null);
    this.#changed(live.item);
    this.parts.post.started(live.item.clientId, conversationId);
    this.#lane(conversationId).pump();
  }

  #refused(live: Live, error: RefusalError): void {
    const refusal = bodyOf(error);
    live.item = { ...live.item, refusal };
    ignoreFailure(this.parts.kept.put(live.item));
    this.#changed(live.item);
    if (live.item.conversationId === null) this.parts.post.notStarted(live.item.clientId, refusal);
  }

  #remove(live: Live): void {
    if (!this.#live.delete(live.item.clientId)) return;
    ignoreFailure(this.parts.kept.remove(live.item.clientId));
    if (live.item.files) ignoreFailure(this.#withLoads((loads) => loads.forget(live)));
    this.#changed(live.item);
    this.#dropEmptyLane(laneOf(live.item));
  }

  #dropEmptyLane(key: string): void {
    if ([...this.#live.values()].some((live) => laneOf(live.item) === key)) return;
    const lane = this.#lanes.get(key);
    // One that awaits an answer goes on to the next by itself: beside another of its kind it would send that twice.
    if (!lane || lane.busy) return;
    lane.stop();
    this.#lanes.delete(key);
  }

  #changed(item: OutboxItem): void {
    this.#publish();
    this.parts.post.changed(item.conversationId);
  }

  #changedAll(): void {
    for (const id of new Set([...this.#live.values()].map((live) => live.item.conversationId))) this.parts.post.changed(id);
  }

  #publish(): void {
    this.#state.set({ count: this.#live.size, durable: this.parts.store.durable.get() });
  }
}
