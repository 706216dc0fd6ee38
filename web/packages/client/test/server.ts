import type { Conversation, Entry, ErrorBody, EventName, Events, Participant, RequestName, Requests, Status } from '@deskbell/protocol';
import type { Side } from '../src/api';
import { LineError, RefusalError } from '../src/errors';
import type { Transport, TransportFactory, TransportListener } from '../src/line/transport';
import { settle, type TestClock } from './clock';
import { ScriptedFiles } from './files';

/** Somebody who connects to the scripted server. */
export interface Person {
  readonly side: Side;
  readonly key: string;
  readonly name: string;
}

/** What a test wants to happen to a request instead of the usual: a refusal, no answer, or an answer that is lost. */
export type Fault = ErrorBody | 'silence' | 'answerLost';
/** What becomes of an event on its way: how many copies arrive, and whether they are late. */
export type Fate = { copies: 0 | 1 | 2; late?: boolean };

type Asked = { name: RequestName; payload: Record<string, unknown>; from: string };
type Stored = Omit<Entry, 'prevSeq'> & { seq: number };
type Place = { deliveredSeq: number; readSeq: number };
interface Held {
  readonly id: string;
  readonly entries: Stored[];
  readonly places: Map<string, Place>;
  status: Status;
  subject: string | null;
}

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A server in a few lines: one timeline per conversation, idempotent sending, two audiences, and faults on demand. */
export class ScriptedServer {
  readonly conversations = new Map<string, Held>();
  readonly asked: Asked[] = [];
  readonly lines = new Set<ScriptedLine>();
  /** Decides about each request; undefined lets it through. */
  fault: (asked: Asked) => Fault | undefined = () => undefined;
  /** Decides about each event on its way to one line. */
  fate: (name: EventName) => Fate = () => ({ copies: 1 });
  readonly files = new ScriptedFiles();
  #ids = 0;

  constructor(readonly clock: TestClock) {}

  /** Makes a conversation with some messages of the customer `ana` and the agent `bo` in turn. */
  conversation(messages = 0): string {
    const held: Held = { id: id((this.#ids += 1)), entries: [], places: new Map(), status: 'open', subject: null };
    this.conversations.set(held.id, held);
    for (let n = 1; n <= messages; n += 1) this.write(held.id, n % 2 ? ana : bo, `message ${n}`);
    return held.id;
  }

  /** Somebody writes, as if through another door; everybody who joined hears of it. */
  write(
    conversationId: string,
    who: Person,
    content: string,
    kind: Entry['kind'] = 'message',
    but?: ScriptedLine,
    clientId = `theirs-${this.#ids}`,
  ): Stored {
    const entry = this.#append(conversationId, who, { kind, content, clientId });
    this.tellEntry(entry, but);
    return entry;
  }

  /** Tells everybody who joined and may see it, but one. */
  tellEntry(entry: Stored, but?: ScriptedLine): void {
    for (const line of this.lines) {
      if (line === but || !line.joined.has(entry.conversationId) || !isSeen(entry, line.person.side)) continue;
      line.tell(entry.kind === 'activity' ? 'activity' : 'new-message', this.shown(entry, line.person.side));
    }
  }

  /** Tells everybody who joined one conversation, but one. */
  tell<N extends EventName>(conversationId: string, name: N, payload: Events[N], but?: ScriptedLine): void {
    for (const line of this.lines) if (line !== but && line.joined.has(conversationId)) line.tell(name, payload);
  }

  /** An entry as one side sees it. */
  shown(entry: Stored, side: Side): Entry {
    const before = this.held(entry.conversationId).entries.findLast((e) => e.seq < entry.seq && isSeen(e, side));
    return { ...entry, prevSeq: before?.seq ?? 0 };
  }

  /** The timeline as one side sees it. */
  timeline(conversationId: string, side: Side): Entry[] {
    return this.held(conversationId).entries.filter((e) => isSeen(e, side)).map((e) => this.shown(e, side));
  }

  /** A conversation as one person sees it. */
  copy(conversationId: string, who: Person): Conversation {
    const held = this.held(conversationId);
    const seen = this.timeline(conversationId, who.side);
    const place = held.places.get(who.key) ?? { deliveredSeq: 0, readSeq: 0 };
    return {
      id: held.id,
      inboxId: id(999),
      kind: 'chat',
      status: held.status,
      subject: held.subject,
      headSeq: seen.at(-1)?.seq ?? 0,
      unreadCount: seen.filter((e) => e.kind === 'message' && e.seq > place.readSeq && e.sender.key !== who.key).length,
      createdAt: new Date(this.clock.now()).toISOString(),
      me: { key: who.key, ...place },
      receipts: [...held.places]
        .filter(([key]) => key !== who.key)
        .map(([key, theirs]) => ({ participant: participant(people[key] ?? bo), ...theirs })),
    };
  }

  held(conversationId: string): Held {
    const held = this.conversations.get(conversationId);
    if (!held) throw new RefusalError({ code: 'not_found', message: 'There is no such conversation.' });
    return held;
  }

  /** Ends every line, as kill -9 does. */
  dies(): void {
    for (const line of this.lines) line.drop();
  }

  /** Answers a request as the real server would. */
  answer<N extends RequestName>(line: ScriptedLine, name: N, given: Requests[N]['payload']): unknown {
    const payload = given as Record<string, never>;
    const conversationId: string = payload.conversationId ?? '';
    switch (name) {
      case 'join-chat':
        return this.#join(line, payload);
      case 'leave-chat':
        line.joined.delete(conversationId);
        return {};
      case 'send-message':
      case 'add-note':
        return this.#send(line, name === 'add-note' ? 'note' : 'message', payload);
      case 'typing':
      case 'stop-typing':
        this.tell(conversationId, name as 'typing', { conversationId, sender: participant(line.person) }, line);
        return {};
      case 'message-read':
      case 'message-delivered':
        return this.#place(line, name === 'message-read', conversationId, Number(payload.upToSeq));
      case 'transfer-chat':
      case 'accept-offer':
        return { conversation: this.copy(conversationId, line.person) };
      case 'close-chat':
        this.held(conversationId).status = 'closed';
        return { conversation: this.copy(conversationId, line.person) };
      default:
        return {};
    }
  }

  #join(line: ScriptedLine, { conversationId, subject, afterSeq, limit }: Requests['join-chat']['payload']): unknown {
    const live = [...this.conversations.values()].find((held) => held.status !== 'closed')?.id;
    const wanted = conversationId ?? live ?? this.conversation();
    const held = this.held(wanted);
    held.subject ??= subject ?? null;
    line.joined.add(wanted);
    const all = this.timeline(wanted, line.person.side);
    const entries = afterSeq == null ? all.slice(-(limit ?? 50)) : all.filter((e) => e.seq > afterSeq).slice(0, limit ?? 50);
    return { conversation: this.copy(wanted, line.person), entries };
  }

  #send(line: ScriptedLine, kind: 'message' | 'note', payload: Record<string, never>): unknown {
    const { conversationId = '', clientId = '', content = '' }: Record<string, string> = payload;
    const held = this.held(conversationId);
    const first = held.entries.find((e) => e.clientId === clientId && e.sender.key === line.person.key);
    if (!first && held.status === 'closed') {
      throw new RefusalError({ code: 'conversation_closed', message: 'This conversation is closed.' });
    }
    const entry = first ?? this.#append(conversationId, line.person, { kind, content, clientId });
    if (!first) this.tellEntry(entry, line);
    return { message: this.shown(entry, line.person.side) };
  }

  #place(line: ScriptedLine, read: boolean, conversationId: string, upToSeq: number): unknown {
    const { places } = this.held(conversationId);
    const before = places.get(line.person.key) ?? { deliveredSeq: 0, readSeq: 0 };
    const deliveredSeq = Math.max(before.deliveredSeq, upToSeq);
    const place = { deliveredSeq, readSeq: read ? Math.max(before.readSeq, upToSeq) : before.readSeq };
    places.set(line.person.key, place);
    this.tell(conversationId, 'message-status', { conversationId, participant: participant(line.person), ...place });
    return {};
  }

  #append(conversationId: string, who: Person, what: Pick<Entry, 'kind' | 'content' | 'clientId'>): Stored {
    const { entries } = this.held(conversationId);
    const entry: Stored = {
      id: id((this.#ids += 1)),
      conversationId,
      seq: entries.length + 1,
      sender: participant(who),
      createdAt: new Date(this.clock.now()).toISOString(),
      ...what,
    };
    entries.push(entry);
    return entry;
  }
}

/** One person's connection. Everything arrives in order and a moment later, as on a real line. */
export class ScriptedLine implements Transport {
  readonly joined = new Set<string>();
  connected = false;
  /** Whether attempts to connect succeed. */
  reachable = true;
  readonly #late: (() => void)[] = [];

  constructor(
    readonly server: ScriptedServer,
    readonly person: Person,
    readonly listener: TransportListener,
  ) {}

  open(): void {
    if (!this.reachable) return this.listener.lost();
    this.connected = true;
    this.server.lines.add(this);
    this.listener.connected();
  }

  close(): void {
    this.connected = false;
    this.server.lines.delete(this);
  }

  hurry(): void {
    if (!this.connected) this.open();
  }

  /** The line is lost. */
  drop(): void {
    this.close();
    this.joined.clear();
    this.#late.length = 0;
    this.listener.lost();
  }

  async request<N extends RequestName>(name: N, payload: Requests[N]['payload']): Promise<Requests[N]['reply']> {
    const { server } = this;
    const asked = { name, payload: payload as Record<string, unknown>, from: this.person.key };
    server.asked.push(asked);
    const fault = server.fault(asked);
    await Promise.resolve();
    if (!this.connected) throw new LineError('down');
    if (typeof fault === 'object') throw new RefusalError(fault);
    const reply = fault === 'silence' ? null : server.answer(this, name, payload);
    if (fault) await this.#silence();
    await Promise.resolve();
    if (!this.connected) throw new LineError('down');
    return reply as Requests[N]['reply'];
  }

  /** Sends an event, or loses it, doubles it, or sends it after the next one. */
  tell<N extends EventName>(name: N, payload: Events[N]): void {
    const { copies, late } = this.server.fate(name);
    const arrive = () => void Promise.resolve().then(() => this.connected && this.listener.event(name, payload));
    const all = Array.from({ length: copies }, () => arrive);
    if (late) {
      this.#late.push(...all);
      return;
    }
    for (const one of [...all, ...this.#late.splice(0)]) one();
  }

  #silence(): Promise<never> {
    return new Promise((_, reject) => this.server.clock.after(10_000, () => reject(new LineError(this.connected ? 'timeout' : 'down'))));
  }
}

/** Connects somebody to a scripted server. */
export function lineOf(server: ScriptedServer, person: Person, made: (line: ScriptedLine) => void): TransportFactory {
  return ({ listener }) => {
    const line = new ScriptedLine(server, person, listener);
    made(line);
    return line;
  };
}

export const ana: Person = { side: 'customer', key: 'ana', name: 'Ana' };
export const bo: Person = { side: 'agent', key: 'bo', name: 'Bo' };
const people: Record<string, Person> = { ana, bo };

/** Somebody as they stand in entries. */
export function participant({ side, key, name }: Person): Participant {
  return { type: side, key, name };
}

function isSeen(entry: Stored, side: Side): boolean {
  return side === 'agent' || entry.kind !== 'note';
}

export { settle };
