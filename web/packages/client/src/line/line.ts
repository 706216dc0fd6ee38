import type { ErrorBody } from '@deskbell/protocol';
import type { Line } from '../api';
import type { Clock } from '../basics/clock';
import { cell, type Observable } from '../basics/observable';

/** What the line is moved by. */
export type LineSignal =
  | { type: 'opened' }
  | { type: 'closed' }
  | { type: 'connected' }
  | { type: 'lost' }
  | { type: 'refused'; error: ErrorBody }
  | { type: 'network'; online: boolean };

/** Everything that decides the state: what was asked for, what the transport says, what the device says. */
interface Facts {
  /** Null before the app asked for the first time. */
  readonly wanted: boolean | null;
  readonly connected: boolean;
  /** An attempt has failed or a line was lost since the app asked for one. */
  readonly tried: boolean;
  readonly online: boolean;
  readonly refusal: ErrorBody | null;
}

/** The connection's state machine. It decides nothing about when to try again: the transport does. */
export class LineState {
  readonly #clock: Clock;
  readonly #cell;
  #facts: Facts;

  constructor(clock: Clock, online: boolean) {
    this.#clock = clock;
    this.#facts = { wanted: null, connected: false, tried: false, online, refusal: null };
    this.#cell = cell<Line>({ state: 'connecting', since: clock.now(), refusal: null });
  }

  /** What the app watches. */
  get line(): Observable<Line> {
    return this.#cell;
  }

  /** Whether requests travel. */
  get connected(): boolean {
    return this.#facts.connected;
  }

  /** Takes one signal; a new `since` only when the state changes. */
  take(signal: LineSignal): void {
    this.#facts = next(this.#facts, signal);
    const state = stateOf(this.#facts);
    const { refusal } = this.#facts;
    const now = this.#cell.get();
    if (state === now.state && refusal === now.refusal) return;
    this.#cell.set({ state, since: state === now.state ? now.since : this.#clock.now(), refusal });
  }
}

function next(facts: Facts, signal: LineSignal): Facts {
  switch (signal.type) {
    case 'opened':
      return facts.wanted && !facts.refusal ? facts : { ...facts, wanted: true, tried: false, refusal: null };
    case 'closed':
      return { ...facts, wanted: false, connected: false, refusal: null };
    case 'connected':
      return { ...facts, connected: true, tried: true, refusal: null };
    case 'lost':
      return { ...facts, connected: false, tried: true };
    case 'refused':
      return { ...facts, connected: false, refusal: signal.error };
    case 'network':
      return { ...facts, online: signal.online };
  }
}

function stateOf({ wanted, connected, tried, online, refusal }: Facts): Line['state'] {
  // A line that stands is believed before the device's own opinion of its network.
  if (connected) return 'connected';
  if (wanted === null) return 'connecting';
  if (!wanted || refusal || !online) return 'offline';
  return tried ? 'reconnecting' : 'connecting';
}
