import type { Conversation, Entry, Events, History } from '@deskbell/protocol';
import type { Taken, Timeline, TimelineState } from '../api';
import { bodyOf, ignoreFailure, type RefusalError } from '../errors';
import { cell, counted, type Observable } from '../basics/observable';
import { Receipts } from '../people/receipts';
import { Reporting } from '../reporting';
import { OthersTyping, OwnTyping } from '../people/typing';
import { counts } from '../people/unread';
import type { FileLike } from '../files/rules';
import type { TimelineContext } from './context';
import { Entries } from './entries';
import { Items } from './items';
import { Sync } from './sync';
import { covers, type Window } from './window';

/** Entries asked for in one page: when resuming, and when loading earlier ones. */
const PAGE = { resume: 200, earlier: 50, reach: 200 };
/** Entries kept of a timeline nobody looks at. */
const ASLEEP_ENTRIES = 50;

type Status = Pick<TimelineState, 'status' | 'refusal'>;

/** One conversation, live: its window of entries, what is on its way, and who has read and who types. */
export class LiveTimeline implements Timeline {
  readonly state: Observable<TimelineState>;
  readonly #cell;
  readonly #receipts: Receipts;
  readonly #items: Items;
  readonly #reporting: Reporting;
  readonly #own: OwnTyping;
  readonly #others: OthersTyping;
  readonly #sync: Sync;
  readonly #entries = new Entries();
  #status: Status = { status: 'loading', refusal: null };
  #earlierUnderWay: Promise<boolean> | null = null;
  #watched = false;

  constructor(
    readonly conversationId: string,
    private readonly context: TimelineContext,
  ) {
    const { clock, random, side } = context;
    this.#receipts = new Receipts(side);
    this.#items = new Items(this.#receipts);
    this.#reporting = new Reporting(clock, random, (kind, upToSeq) =>
      context.request(kind === 'read' ? 'message-read' : 'message-delivered', { conversationId, upToSeq }),
    );
    this.#own = new OwnTyping(clock, (typing) => {
      if (context.connected()) ignoreFailure(context.request(typing ? 'typing' : 'stop-typing', { conversationId }));
    });
    this.#others = new OthersTyping(clock);
    this.#others.people.subscribe(() => this.publish());
    this.#sync = new Sync({
      clock,
      random,
      connected: context.connected,
      cursor: () => this.#entries.cursor,
      join: (afterSeq) =>
        context.request('join-chat', {
          conversationId,
          ...(afterSeq === null ? {} : { afterSeq, limit: PAGE.resume }),
        }),
      page: (history, fresh) => this.#page(history, fresh),
      refused: (error) => this.#refused(error),
    });
    this.#cell = cell<TimelineState>(this.#render());
    this.state = counted(this.#cell, (watched) => {
      this.#watched = watched;
      context.watched(this, watched);
    });
  }

  /** Whether somebody watches it now. */
  get watched(): boolean {
    return this.#watched;
  }

  /** The entries held, for whoever counts what is unread. */
  get window(): Window | null {
    return this.#entries.window;
  }

  send(content: string, files: readonly FileLike[] = []): Taken {
    this.#own.stop();
    return this.context.outbox.take({ conversationId: this.conversationId, kind: 'message' }, content, files);
  }

  note(content: string, mentions: readonly string[] = []): Taken {
    this.#own.stop();
    const named = mentions.length > 0 ? { mentions } : {};
    return this.context.outbox.take({ conversationId: this.conversationId, kind: 'note', ...named }, content);
  }

  retry(clientId: string): void {
    this.context.outbox.retry(clientId);
  }

  discard(clientId: string): string | null {
    return this.context.outbox.discard(clientId);
  }

  typing(): void {
    this.#own.pressed();
  }

  stopTyping(): void {
    this.#own.stop();
  }

  markRead(upToSeq: number): void {
    const seq = Math.min(upToSeq, this.#entries.cursor ?? 0);
    if (seq <= this.#receipts.ownReadSeq) return;
    this.#receipts.read(seq);
    this.#reporting.read(seq);
    this.context.conversations.read(this.conversationId, seq);
    this.publish();
  }

  async loadEarlier(): Promise<boolean> {
    return this.#earlierUnderWay || !this.#canLoadEarlier ? true : this.#earlier(PAGE.earlier);
  }

  async reach(seq: number): Promise<boolean> {
    for (;;) {
      await this.#earlierUnderWay;
      const { window, list } = this.#entries;
      if (window && covers(window, seq - 1)) return true;
      const loaded = this.#canLoadEarlier && (await this.#earlier(PAGE.reach));
      if (!loaded || this.#entries.list[0] === list[0]) return false;
    }
  }

  leave(): void {
    this.context.leave(this);
  }

  /** Begins to hear of it, unless it has just been joined by other means (`joined`). */
  wake(joined: History | null): void {
    if (joined) this.#page(joined, this.#entries.cursor === null);
    else this.#sync.start();
  }

  /** Hears of it no more; keeps enough to show at once when it is opened again. */
  sleep(): void {
    this.#sync.stop();
    this.#reporting.stop();
    this.#own.stop();
    this.#others.clear();
    this.#entries.trim(ASLEEP_ENTRIES);
    this.publish();
  }

  /** The line is there: joins again and says again what the lost line swallowed. */
  connected(): void {
    this.#sync.start();
    this.#reporting.resume();
  }

  /** The line is gone: nobody is known to type. */
  disconnected(): void {
    this.#own.forget();
    this.#others.clear();
  }

  /** Takes an entry from an event or an acknowledgement; true when it stands in the timeline. */
  receive(entry: Entry): boolean {
    this.#added(this.#entries.offer([entry]));
    if (this.#entries.aheadSeq > 0) this.#sync.want(this.#entries.aheadSeq);
    this.publish();
    return entry.seq <= (this.#entries.cursor ?? 0);
  }

  /** Takes somebody's watermark. */
  receipt(status: Events['message-status']): void {
    const ownBefore = this.#receipts.ownReadSeq;
    this.#receipts.take(status);
    const { ownKey, ownReadSeq } = this.#receipts;
    if (status.participant.key === ownKey) this.#reporting.known(status.deliveredSeq, status.readSeq);
    if (ownReadSeq > ownBefore) this.context.conversations.read(this.conversationId, ownReadSeq);
    this.publish();
  }

  /** Somebody else types, or stopped. */
  typed({ sender }: Events['typing'], typing: boolean): void {
    if (sender.key === this.#receipts.ownKey) return;
    if (typing) this.#others.began(sender);
    else this.#others.ended(sender.key);
  }

  /** A newer copy of the conversation is there. */
  learned(conversation: Conversation): void {
    this.#learnMarks(conversation);
    // What was missing or refused may be seen now: the copy says that it is there.
    if (this.#status.refusal) this.#sync.start();
    this.#sync.expect(conversation.headSeq);
    this.publish();
  }

  /** Brings the state up to date; watchers hear of it only when something differs. */
  publish(): void {
    const now = this.#render();
    const was = this.#cell.get();
    const keys = Object.keys(now) as (keyof TimelineState)[];
    if (keys.some((key) => now[key] !== was[key])) this.#cell.set(now);
  }

  get #canLoadEarlier(): boolean {
    return this.#entries.list.length > 0 && this.#entries.hasEarlier && !this.#entries.full;
  }

  /** Loads the page before the first entry; false when that failed. */
  #earlier(limit: number): Promise<boolean> {
    const ask = async (): Promise<boolean> => {
      try {
        const page = await this.context.rest.timeline(this.conversationId, { before: this.#entries.list[0]?.seq, limit });
        this.#entries.earlier(page.items);
        return true;
      } catch {
        return false;
      }
    };
    const under = ask().finally(() => {
      this.#earlierUnderWay = null;
      this.publish();
    });
    this.#earlierUnderWay = under;
    this.publish();
    return under;
  }

  #page({ conversation, entries }: History, fresh: boolean): void {
    this.context.conversations.learn(conversation);
    this.#learnMarks(conversation);
    this.#status = { status: 'ready', refusal: null };
    this.#added(fresh ? this.#entries.replace(entries) : this.#entries.offer(entries));
    this.publish();
  }

  #refused(error: RefusalError): void {
    const missing = error.code === 'not_found' || error.code === 'forbidden';
    this.#status = { status: missing ? 'missing' : 'error', refusal: bodyOf(error) };
    if (missing) {
      this.#entries.clear();
      this.context.conversations.missing(this.conversationId);
    }
    this.publish();
  }

  #learnMarks(conversation: Conversation): void {
    this.#receipts.learn(conversation);
    if (conversation.me) this.#reporting.known(conversation.me.deliveredSeq, conversation.me.readSeq);
  }

  #added(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    const { ownKey } = this.#receipts;
    const own = entries.filter(({ sender }) => ownKey === null || sender.key === ownKey);
    const echoes = own.flatMap(({ clientId }) => clientId ?? []);
    this.context.outbox.shown(this.conversationId, echoes);
    for (const entry of entries) if (entry.kind !== 'activity') this.#others.ended(entry.sender.key);
    const newest = entries.findLast((entry) => counts(entry, ownKey));
    if (newest) this.#reporting.delivered(newest.seq);
    this.context.conversations.touched(this.conversationId);
  }

  #render(): TimelineState {
    const { conversations, outbox } = this.context;
    const { list: entries, hasEarlier, full } = this.#entries;
    const conversation = conversations.get(this.conversationId);
    const { ownKey, ownReadSeq, others } = this.#receipts;
    const unread = entries.find((entry) => entry.seq > ownReadSeq && counts(entry, ownKey));
    return {
      conversation,
      items: this.#items.list(entries, outbox.pending(this.conversationId)),
      hasEarlier,
      loadingEarlier: this.#earlierUnderWay !== null,
      full,
      ...this.#status,
      typing: this.#others.people.get(),
      unread: conversation?.unreadCount ?? 0,
      ownReadSeq,
      firstUnreadSeq: unread?.seq ?? null,
      receipts: others,
    };
  }
}
