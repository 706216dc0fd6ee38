/** Turns presses into actions. Pure but for the half-pressed sequence it remembers. */
import { bindings, type ActionId } from './bindings';

/** A press, as far as it matters. */
export interface Press {
  readonly key: string;
  /** ⌘ or Ctrl. */
  readonly mod: boolean;
  readonly alt: boolean;
  /** ms since 1970 */
  readonly at: number;
  /** Somebody writes: letters belong to the text. */
  readonly writing: boolean;
  /** Letters do nothing by themselves. */
  readonly quiet: boolean;
}

/** How long the second press of a sequence is waited for. */
const SEQUENCE_MS = 1200;

const singles = new Map<string, ActionId>();
const sequences = new Map<string, ActionId>();
for (const { id, keys } of bindings) {
  for (const key of keys) (key.includes(' ') ? sequences : singles).set(key, id);
}
const beginnings = new Set([...sequences.keys()].map((keys) => keys.split(' ')[0]));

/** Reads presses one after the other. */
export class KeyReader {
  #first: { key: string; at: number } | null = null;

  /** The action this press asks for, if any. */
  read(press: Press): ActionId | null {
    const first = this.#first;
    this.#first = null;
    if (press.alt) return null;
    if (press.mod) return singles.get(`mod+${press.key.toLowerCase()}`) ?? null;
    if (press.writing || (press.quiet && press.key.length === 1)) {
      return press.key === 'Escape' ? (singles.get(press.key) ?? null) : null;
    }
    if (first && press.at - first.at <= SEQUENCE_MS) {
      const action = sequences.get(`${first.key} ${press.key}`);
      if (action) return action;
    }
    if (beginnings.has(press.key)) this.#first = press;
    return singles.get(press.key) ?? null;
  }
}
