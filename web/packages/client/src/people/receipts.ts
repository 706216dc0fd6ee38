import type { Conversation, Entry, OwnMark, Participant, ReceiptState } from '@deskbell/protocol';
import type { Mark, Side } from '../api';

/** Watermarks only rise: what was read stays read, in whatever order the news arrive. */
export class Receipts {
  readonly #side: Side;
  #others: readonly ReceiptState[] = [];
  #own: OwnMark | null = null;

  constructor(side: Side) {
    this.#side = side;
  }

  /** How far each of the others has got; the same array until one moves. */
  get others(): readonly ReceiptState[] {
    return this.#others;
  }

  /** One's own key in this conversation; null until the server has said it. */
  get ownKey(): string | null {
    return this.#own?.key ?? null;
  }

  /** Everything up to here has been read by oneself, on any device. */
  get ownReadSeq(): number {
    return this.#own?.readSeq ?? 0;
  }

  /** Takes what a conversation's copy says. */
  learn({ me, receipts }: Conversation): void {
    if (me) this.#own = this.#own ? { ...me, ...highest(this.#own, me) } : me;
    for (const receipt of receipts ?? []) this.take(receipt);
  }

  /** Takes one watermark, of oneself or another. */
  take(state: ReceiptState): void {
    const { key } = state.participant;
    if (this.#own?.key === key) {
      this.#own = { key, ...highest(this.#own, state) };
      return;
    }
    const at = this.#others.findIndex((other) => other.participant.key === key);
    const known = this.#others[at];
    if (!known) this.#others = [...this.#others, state];
    else if (moves(known, state)) {
      // A watermark may arrive without a name; whose it is has been said before.
      const participant = state.participant.name === '' ? known.participant : state.participant;
      const moved = { participant, ...highest(known, state) };
      this.#others = this.#others.map((other) => (other === known ? moved : other));
    }
  }

  /** One has read up to here oneself; the server need not have heard yet. */
  read(upToSeq: number): void {
    if (!this.#own) return;
    const { key, deliveredSeq, readSeq } = this.#own;
    this.#own = { key, deliveredSeq: Math.max(deliveredSeq, upToSeq), readSeq: Math.max(readSeq, upToSeq) };
  }

  /** Whether this very person wrote or caused it. */
  isOwn(entry: Entry): boolean {
    return this.#own !== null && entry.sender.key === this.#own.key;
  }

  /** How far a message of one's own side has got on the other side; nothing for what has no receipts. */
  markOf(entry: Entry): Mark | undefined {
    if (entry.kind !== 'message' || !this.#isOurs(entry.sender)) return undefined;
    const theirs = this.#others.filter((other) => !this.#isOurs(other.participant));
    if (theirs.some((other) => other.readSeq >= entry.seq)) return 'read';
    return theirs.some((other) => other.deliveredSeq >= entry.seq) ? 'delivered' : 'sent';
  }

  #isOurs({ type }: Participant): boolean {
    return this.#side === 'customer' ? type === 'customer' : type === 'agent' || type === 'bot';
  }
}

interface Watermarks {
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

const highest = (a: Watermarks, b: Watermarks): Watermarks => ({
  deliveredSeq: Math.max(a.deliveredSeq, b.deliveredSeq),
  readSeq: Math.max(a.readSeq, b.readSeq),
});

const moves = (known: Watermarks, news: Watermarks) =>
  news.deliveredSeq > known.deliveredSeq || news.readSeq > known.readSeq;
