import type { History } from '@deskbell/protocol';
import { jittered, type Clock } from '../basics/clock';
import { LineError, RefusalError, passesWithTime } from '../errors';

/** Missed entries that are still fetched page by page; when more were missed, the newest page is shown instead. */
export const RESUME_MAX = 1000;
/** How long the event of an entry that must exist may take before the entry is fetched. */
const EVENT_MS = 1500;
/** The wait after an unanswered or fruitless attempt, doubled by each further one up to the longest. */
const WAIT_MS = [1000, 30_000] as const;
/** Fruitless attempts in a row after which the newest page is fetched anew, and after which it is let be. */
const FRUITLESS = { startOver: 3, giveUp: 6 };

/** What the loop needs from the timeline around it. */
export interface SyncKeeper {
  readonly clock: Clock;
  readonly random: () => number;
  connected(): boolean;
  /** Null while nothing is loaded. */
  cursor(): number | null;
  /** Joins, for what comes after a seq or (null) for the newest page. */
  join(afterSeq: number | null): Promise<History>;
  /** Takes a page: what follows the cursor, or (`fresh`) instead of everything held. */
  page(history: History, fresh: boolean): void;
  refused(error: RefusalError): void;
}

/** Joins a conversation and asks for what comes after the cursor until nothing is missing. */
export class Sync {
  readonly #keeper: SyncKeeper;
  #running = false;
  #again = false;
  #stopped = true;
  #wanted = 0;
  #failures = 0;
  #cancelWait: (() => void) | null = null;
  #cancelExpected: () => void = () => undefined;

  constructor(keeper: SyncKeeper) {
    this.#keeper = keeper;
  }

  /** Joins now, because the timeline was opened, the line is new or an entry is missing. */
  start(): void {
    this.#stopped = false;
    this.#endWait();
    if (this.#running) this.#again = true;
    else if (this.#keeper.connected()) void this.#run();
  }

  /** An entry with this seq exists: done only when it is here. An attempt that has to wait is not hastened. */
  want(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    if (!this.#running && !this.#cancelWait) this.start();
  }

  /** There are entries up to this seq. Their events are given a moment, for they may only be late. */
  expect(headSeq: number): void {
    const missing = () => headSeq > (this.#keeper.cursor() ?? headSeq);
    if (!missing()) return;
    this.#cancelExpected();
    this.#cancelExpected = this.#keeper.clock.after(EVENT_MS, () => {
      if (missing()) this.want(headSeq);
    });
  }

  /** Nobody needs it any more. */
  stop(): void {
    this.#stopped = true;
    this.#again = false;
    this.#endWait();
    this.#cancelExpected();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#again = false;
    let wait: number | null;
    try {
      wait = await this.#untilCaughtUp();
    } catch (error) {
      wait = this.#failed(error);
    }
    this.#running = false;
    if (this.#stopped) return;
    if (this.#again) this.start();
    else if (wait !== null) this.#cancelWait = this.#keeper.clock.after(wait, () => this.start());
  }

  /** Null when nothing is missing; else how long to wait before the next attempt. */
  async #untilCaughtUp(): Promise<number | null> {
    const keeper = this.#keeper;
    let startOver = keeper.cursor() === null || this.#failures === FRUITLESS.startOver;
    for (;;) {
      const before = startOver ? null : keeper.cursor();
      const history = await keeper.join(before);
      if (this.#stopped) return null;
      const head = history.conversation.headSeq;
      const reached = history.entries.reduce((seq, entry) => Math.max(seq, entry.seq), before ?? 0);
      if (before !== null && head - reached > RESUME_MAX) {
        startOver = true;
        continue;
      }
      keeper.page(history, before === null);
      startOver = false;
      if ((keeper.cursor() ?? 0) >= Math.max(head, this.#wanted)) {
        this.#failures = 0;
        return null;
      }
      if (keeper.cursor() === before) return this.#fruitless();
    }
  }

  /** Something newer was heard of, but the server has nothing after the cursor. */
  #fruitless(): number | null {
    const wait = this.#nextWait();
    if (this.#failures < FRUITLESS.giveUp) return wait;
    this.#failures = 0;
    this.#wanted = 0;
    return null;
  }

  #endWait(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  #failed(error: unknown): number | null {
    if (error instanceof LineError) return error.reason === 'timeout' ? this.#nextWait() : null;
    if (!(error instanceof RefusalError)) return this.#nextWait();
    if (passesWithTime(error)) return jittered(error.retryAfterMs ?? WAIT_MS[0], this.#keeper.random);
    this.#keeper.refused(error);
    return null;
  }

  #nextWait(): number {
    const wait = Math.min(WAIT_MS[0] * 2 ** this.#failures, WAIT_MS[1]);
    this.#failures += 1;
    return jittered(wait, this.#keeper.random);
  }
}
