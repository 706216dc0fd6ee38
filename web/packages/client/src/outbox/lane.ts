import { jittered, type Clock } from '../basics/clock';
import { LineError, RefusalError, passesWithTime } from '../errors';
import type { Live } from './item';

/** The wait after the first unanswered attempt, doubled by each further one up to the longest. */
const UNANSWERED_MS = [1000, 30_000] as const;
/** The wait when the server says later but not when. */
const LATER_MS = 2000;

/** What a lane needs from the outbox around it. */
export interface LaneKeeper {
  readonly clock: Clock;
  readonly random: () => number;
  connected(): boolean;
  /** The oldest of this lane that is to be sent. */
  head(): Live | undefined;
  /** Sends one; resolves when the server has it. */
  deliver(live: Live): Promise<void>;
  refused(live: Live, error: RefusalError): void;
  changed(): void;
}

/** Sends the items of one conversation in their order, one at a time, for as long as the line stands. */
export class Lane {
  readonly #keeper: LaneKeeper;
  #inFlight: Live | null = null;
  #cancelWait: (() => void) | null = null;
  #unanswered = 0;

  constructor(keeper: LaneKeeper) {
    this.#keeper = keeper;
  }

  /** Whether items of this lane are on their way, or follow one that is. */
  get moving(): boolean {
    return this.#keeper.connected() && this.#cancelWait === null;
  }

  /** Whether this one has been handed to the line and its answer is awaited. */
  carries(live: Live): boolean {
    return this.#inFlight === live;
  }

  /** Whether it awaits an answer. */
  get busy(): boolean {
    return this.#inFlight !== null;
  }

  /** Sends the next one unless one is under way or the server asked to wait. */
  pump(): void {
    if (this.#inFlight || this.#cancelWait || !this.#keeper.connected()) return;
    const live = this.#keeper.head();
    if (!live) return;
    this.#inFlight = live;
    this.#keeper.deliver(live).then(
      () => this.#done(live, null),
      (error: unknown) => this.#done(live, error),
    );
  }

  /** Ends a wait, because somebody asks or because the line is new. */
  hurry(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#unanswered = 0;
    this.pump();
  }

  /** Sends nothing more. */
  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
  }

  #done(live: Live, error: unknown): void {
    this.#inFlight = null;
    if (error === null) this.#unanswered = 0;
    else if (error instanceof RefusalError && !passesWithTime(error)) this.#keeper.refused(live, error);
    else if (error instanceof RefusalError) this.#wait(error.retryAfterMs ?? LATER_MS);
    // Without a line nothing needs to be timed: `hurry` comes with the next one.
    else if (!(error instanceof LineError) || this.#keeper.connected()) this.#waitUnanswered();
    this.#keeper.changed();
    this.pump();
  }

  #waitUnanswered(): void {
    this.#wait(Math.min(UNANSWERED_MS[0] * 2 ** this.#unanswered, UNANSWERED_MS[1]));
    this.#unanswered += 1;
  }

  #wait(ms: number): void {
    const { clock, random, changed } = this.#keeper;
    this.#cancelWait = clock.after(jittered(ms, random), () => {
      this.#cancelWait = null;
      changed();
      this.pump();
    });
  }
}
