import { jittered, type Clock } from './basics/clock';
import { LineError, RefusalError, passesWithTime } from './errors';

/** At most one report of a kind goes out in this time for a conversation. */
export const REPORT_EVERY_MS = 1000;
/** A delivery waits this long, for where somebody looks, "read" follows at once and says it too. */
export const DELIVERY_WAITS_MS = 200;

/** How a report leaves; resolves when the server has it. */
export type Report = (kind: 'delivered' | 'read', upToSeq: number) => Promise<unknown>;

/** Tells the server how far oneself has got: the newest watermark only, seldom, and again after a lost line. */
export class Reporting {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #report: Report;
  readonly #wanted = { delivered: 0, read: 0 };
  readonly #told = { delivered: 0, read: 0 };
  #notBefore = 0;
  #timer: { at: number; cancel: () => void } | null = null;

  constructor(clock: Clock, random: () => number, report: Report) {
    this.#clock = clock;
    this.#random = random;
    this.#report = report;
  }

  /** The server knows this much already. */
  known(deliveredSeq: number, readSeq: number): void {
    this.#told.read = Math.max(this.#told.read, readSeq);
    this.#told.delivered = Math.max(this.#told.delivered, deliveredSeq, readSeq);
  }

  /** Everything up to here has reached this device. */
  delivered(upToSeq: number): void {
    this.#wanted.delivered = Math.max(this.#wanted.delivered, upToSeq);
    this.#schedule(DELIVERY_WAITS_MS);
  }

  /** Everything up to here was on screen. */
  read(upToSeq: number): void {
    this.#wanted.read = Math.max(this.#wanted.read, upToSeq);
    this.#schedule(0);
  }

  /** The line is back: whatever it swallowed is said again. */
  resume(): void {
    this.#notBefore = 0;
    this.#schedule(0);
  }

  /** Nothing more is reported. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #schedule(wait: number): void {
    if (!this.#next()) return;
    const at = Math.max(this.#clock.now() + wait, this.#notBefore);
    if (this.#timer && this.#timer.at <= at) return;
    this.stop();
    if (at <= this.#clock.now()) return this.#flush();
    this.#timer = { at, cancel: this.#clock.after(at - this.#clock.now(), () => this.#flush()) };
  }

  #next(): 'read' | 'delivered' | null {
    if (this.#wanted.read > this.#told.read) return 'read';
    return this.#wanted.delivered > Math.max(this.#told.delivered, this.#told.read) ? 'delivered' : null;
  }

  #flush(): void {
    this.stop();
    const kind = this.#next();
    if (!kind) return;
    const upToSeq = this.#wanted[kind];
    this.#notBefore = this.#clock.now() + REPORT_EVERY_MS;
    this.#report(kind, upToSeq).then(
      () => {
        this.known(kind === 'delivered' ? upToSeq : 0, kind === 'read' ? upToSeq : 0);
        this.#schedule(0);
      },
      (error: unknown) => this.#failed(error),
    );
  }

  /** What passes with time is said again; a lost line waits for `resume`, and a plain no is believed. */
  #failed(error: unknown): void {
    if (error instanceof RefusalError && passesWithTime(error)) {
      this.#notBefore = this.#clock.now() + jittered(error.retryAfterMs ?? REPORT_EVERY_MS, this.#random);
      this.#schedule(0);
    } else if (error instanceof LineError && error.reason === 'timeout') {
      this.#notBefore = this.#clock.now() + jittered(REPORT_EVERY_MS, this.#random);
      this.#schedule(0);
    }
  }
}
