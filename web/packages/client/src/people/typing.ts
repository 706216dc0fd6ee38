import type { Participant } from '@deskbell/protocol';
import type { Clock } from '../basics/clock';
import { cell, type Observable } from '../basics/observable';

/** While somebody writes, the others are told at most this often. */
export const TELL_EVERY_MS = 2000;
/** Nobody is shown as typing longer than this after they were last heard of. */
export const EXPIRES_MS = 3000;

/** Tells the other side that one is typing: seldom while writing, and once when it stops. */
export class OwnTyping {
  readonly #clock: Clock;
  readonly #tell: (typing: boolean) => void;
  #toldAt: number | null = null;
  #cancelIdle: () => void = () => undefined;

  constructor(clock: Clock, tell: (typing: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A key was pressed. */
  pressed(): void {
    this.#cancelIdle();
    this.#cancelIdle = this.#clock.after(EXPIRES_MS, () => this.stop());
    const now = this.#clock.now();
    if (this.#toldAt !== null && now - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now;
    this.#tell(true);
  }

  /** Writing ended: sent, emptied, left or idle. Says so only if it was said that it began. */
  stop(): void {
    this.#cancelIdle();
    if (this.#toldAt === null) return;
    this.#toldAt = null;
    this.#tell(false);
  }

  /** The line was lost: the other side's own clock has ended it. */
  forget(): void {
    this.#cancelIdle();
    this.#toldAt = null;
  }
}

/** Who of the others is typing. Each ends by itself, for the word that they stopped may be lost. */
export class OthersTyping {
  readonly #clock: Clock;
  readonly #ends = new Map<string, () => void>();
  readonly #people = cell<readonly Participant[]>([]);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In the order in which they began. */
  get people(): Observable<readonly Participant[]> {
    return this.#people;
  }

  /** Somebody types. */
  began(person: Participant): void {
    const known = this.#ends.get(person.key);
    known?.();
    this.#ends.set(
      person.key,
      this.#clock.after(EXPIRES_MS, () => this.ended(person.key)),
    );
    if (!known) this.#people.set([...this.#people.get(), person]);
  }

  /** Somebody stopped, or their message is here. */
  ended(key: string): void {
    const cancel = this.#ends.get(key);
    if (!cancel) return;
    cancel();
    this.#ends.delete(key);
    this.#people.set(this.#people.get().filter((person) => person.key !== key));
  }

  /** Nobody is heard any more. */
  clear(): void {
    for (const cancel of this.#ends.values()) cancel();
    this.#ends.clear();
    if (this.#people.get().length > 0) this.#people.set([]);
  }
}
