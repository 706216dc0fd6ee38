import {
  cell,
  type Cell,
  type CustomerClient,
  type Line,
  type OutboxState,
  type Pending,
  type Place,
  type Timeline,
  type TimelineItem,
  type TimelineState,
} from '@deskbell/client';
import type { Conversation, CustomerPresence, Entry, NewConversation } from '@deskbell/protocol';
import { ana, conversation } from './people';

/** A timeline whose every move a test makes itself. */
export class ScriptedTimeline implements Timeline {
  readonly state: Cell<TimelineState>;
  readonly sent: string[] = [];
  readonly read: number[] = [];
  readonly retried: string[] = [];
  typed = 0;
  stopped = 0;
  asked = 0;
  refuses: { code: string; message: string } | null = null;

  constructor(readonly conversationId: string, conversation: Conversation, entries: readonly Entry[] = []) {
    this.state = cell<TimelineState>({
      conversation,
      items: entries.map(itemOf),
      hasEarlier: false,
      loadingEarlier: false,
      full: false,
      status: 'ready',
      refusal: null,
      typing: [],
      unread: 0,
      ownReadSeq: entries.at(-1)?.seq ?? 0,
      firstUnreadSeq: null,
      receipts: [],
    });
  }

  /** Changes the state in part. */
  set(but: Partial<TimelineState>): void {
    this.state.set({ ...this.state.get(), ...but });
  }

  /** An entry arrives. */
  arrives(...entries: Entry[]): void {
    this.set({ items: [...this.state.get().items, ...entries.map(itemOf)] });
  }

  send(content: string) {
    if (this.refuses) return { ok: false as const, error: this.refuses };
    this.sent.push(content);
    const clientId = `p-${this.sent.length}`;
    this.wait({ clientId, content, kind: 'message', state: 'sending', at: new Date().toISOString() });
    return { ok: true as const, clientId };
  }

  /** A message is on its way. */
  wait(pending: Pending): void {
    this.set({ items: [...this.state.get().items, { key: pending.clientId, pending, own: true }] });
  }

  note(content: string) {
    return this.send(content);
  }

  retry(clientId: string): void {
    this.retried.push(clientId);
  }

  discard(clientId: string): string | null {
    const found = this.state.get().items.find((item) => item.pending?.clientId === clientId);
    this.set({ items: this.state.get().items.filter((item) => item !== found) });
    return found?.pending?.content ?? null;
  }

  typing(): void {
    this.typed += 1;
  }

  stopTyping(): void {
    this.stopped += 1;
  }

  markRead(upToSeq: number): void {
    this.read.push(upToSeq);
    this.set({ ownReadSeq: upToSeq, unread: 0, firstUnreadSeq: null });
  }

  async loadEarlier(): Promise<boolean> {
    this.asked += 1;
    return true;
  }

  async reach(): Promise<boolean> {
    return true;
  }

  leave(): void {}
}

/** An entry as a timeline of Ana's holds it. */
export function itemOf(entry: Entry): TimelineItem {
  const own = entry.sender.key === ana.key;
  return own && entry.kind === 'message'
    ? { key: entry.clientId ?? entry.id, entry, own, mark: 'sent' }
    : { key: entry.id, entry, own };
}

/** The cells behind a client, for a test to move. */
export interface Script {
  readonly client: CustomerClient;
  readonly line: Cell<Line>;
  readonly presence: Cell<CustomerPresence | null>;
  readonly conversations: Cell<ReadonlyMap<string, Conversation>>;
  /** Where conversations stand in the line. */
  readonly places: Cell<ReadonlyMap<string, Place>>;
  readonly outbox: Cell<OutboxState>;
  readonly starting: Cell<readonly Pending[]>;
  /** Requests that were filed. */
  readonly filed: NewConversation[];
  /** What filing a request meets; null where it is taken. */
  filing: Error | null;
  readonly started: { content: string; subject?: string }[];
  /** What the list answers; null when it cannot be reached. */
  list: readonly Conversation[] | null;
  /** Puts a conversation where the client knows it. */
  know(...timelines: ScriptedTimeline[]): void;
}

/** A client without a server. */
export function scripted(list: readonly Conversation[] = []): Script {
  const timelines = new Map<string, ScriptedTimeline>();
  const conversations = cell<ReadonlyMap<string, Conversation>>(new Map());
  const starting = cell<readonly Pending[]>([]);
  const learn = (copies: readonly Conversation[]) =>
    conversations.set(new Map([...conversations.get(), ...copies.map((copy) => [copy.id, copy] as const)]));
  const line = cell<Line>({ state: 'connected', since: 0, refusal: null });
  const presence = cell<CustomerPresence | null>({ available: true, leaveMessage: false, onlineCount: 1, agents: [{ name: 'Bo Lind' }] });
  const places = cell<ReadonlyMap<string, Place>>(new Map());
  const outbox = cell<OutboxState>({ count: 0, durable: true });
  const script: Omit<Script, 'client'> = {
    line,
    presence,
    conversations,
    places,
    outbox,
    starting,
    filed: [],
    filing: null,
    started: [],
    list,
    know: (...known) => known.forEach((timeline) => timelines.set(timeline.conversationId, timeline)),
  };
  const nobody = async () => Promise.reject(new Error('This script has no such line.'));
  const client = {
    side: 'customer',
    rest: {
      conversations: async () =>
        script.list ? { items: [...script.list], nextCursor: null } : Promise.reject(new Error('unreachable')),
      startConversation: async (body: NewConversation) => {
        script.filed.push(body);
        if (script.filing) throw script.filing;
        return { conversation: conversation({ id: 'filed', kind: 'ticket', subject: body.subject ?? null }) };
      },
    },
    line,
    presence,
    conversations,
    places,
    setContext: () => undefined,
    unread: cell(0),
    outbox,
    starting,
    connect: () => undefined,
    disconnect: () => undefined,
    on: () => () => undefined,
    emit: nobody,
    join: nobody,
    timeline: (id: string) => timelines.get(id) ?? missing(id),
    start: ({ content, subject }: { content: string; subject?: string }) => {
      script.started.push(subject === undefined ? { content } : { content, subject });
      const clientId = `s-${script.started.length}`;
      const pending: Pending = { clientId, content, kind: 'message', state: 'sending', at: new Date().toISOString() };
      starting.set([...starting.get(), pending]);
      return new Promise(() => undefined);
    },
    retryStart: () => undefined,
    discardStart: (clientId: string) => {
      const found = starting.get().find((one) => one.clientId === clientId);
      starting.set(starting.get().filter((one) => one !== found));
      return found?.content ?? null;
    },
    learn,
  } as unknown as CustomerClient;
  return Object.assign(script, { client });
}

function missing(id: string): ScriptedTimeline {
  const timeline = new ScriptedTimeline(id, { id } as Conversation);
  timeline.set({ status: 'missing' });
  return timeline;
}
