/** Somebody at the Socket.IO door, by the official client and nothing else. */
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Server } from '../src/harness/server';
import { sign, type Claims } from '../src/harness/token';

export type Fields = Record<string, unknown>;
/** What every event is acknowledged with. */
export type Ack = Fields & { ok: boolean; error?: { code: string; message: string; retryAfterMs?: number } };
/** An entry of a timeline, as far as these tests look. */
export interface Entry {
  readonly seq: number;
  readonly prevSeq: number;
  readonly content?: string;
  readonly clientId?: string;
}
type Options = Partial<ManagerOptions & SocketOptions>;

/** The ways in which the official client can come. */
export const WAYS: ReadonlyArray<readonly [name: string, transports: string[]]> = [
  ['polling', ['polling']],
  ['websocket', ['websocket']],
  ['polling, then upgraded', ['polling', 'websocket']],
];

/** How long anything may take before the test gives up on it. */
const PATIENCE_MS = 15_000;

/** One socket, with everything it heard. */
export class Guest {
  readonly socket: Socket;
  readonly heard: Array<{ name: string; payload: Fields }> = [];
  /** Why the socket was disconnected, each time. */
  readonly ends: string[] = [];
  #waiting: Array<() => void> = [];

  constructor(server: Server, token: string, options: Options = {}) {
    this.socket = io(`${server.url}/chat`, {
      auth: { token },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      ...options,
    });
    this.socket.onAny((name: string, payload: Fields) => {
      this.heard.push({ name, payload });
      this.#wake();
    });
    this.socket.on('connect', () => this.#wake());
    this.socket.on('disconnect', (reason) => {
      this.ends.push(reason);
      this.#wake();
    });
  }

  /** Connects somebody, and fails where they are not let in. */
  static async of(server: Server, claims: Claims, options?: Options): Promise<Guest> {
    const guest = new Guest(server, sign(claims), options);
    await guest.until(() => guest.socket.connected, 'to be connected');
    return guest;
  }

  async asks(event: string, payload?: unknown): Promise<Ack> {
    return (await this.socket.timeout(PATIENCE_MS).emitWithAck(event, payload)) as Ack;
  }

  /** Opens the live chat, or exactly one conversation. */
  async joins(fields: Fields = {}): Promise<{ id: string; entries: Entry[] }> {
    const joined = await this.asks('join-chat', fields);
    if (!joined.ok) throw new Error(JSON.stringify(joined.error));
    return { id: (joined.conversation as { id: string }).id, entries: joined.entries as Entry[] };
  }

  async says(conversationId: string, clientId: string, content: string): Promise<Entry> {
    const sent = await this.asks('send-message', { conversationId, clientId, content });
    if (!sent.ok) throw new Error(JSON.stringify(sent.error));
    return sent.message as Entry;
  }

  /** Every payload of this event so far. */
  all<T = Fields>(name: string): T[] {
    return this.heard.filter((event) => event.name === name).map((event) => event.payload as T);
  }

  async hears(name: string, wanted: (payload: Fields) => boolean = () => true): Promise<Fields> {
    const found = () => this.all(name).find(wanted);
    await this.until(() => found() !== undefined, `to hear ${name}`);
    return found() as Fields;
  }

  /** Waits for something to become true; looks again whenever something happens on this socket. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!holds()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited ${what}; heard ${JSON.stringify(this.heard)}, ends ${this.ends.join()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 250));
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  leaves(): void {
    this.socket.disconnect();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
