import type { NewConversation } from '@deskbell/protocol';
import type { Client, Timeline } from '../src/api';
import { RefusalError } from '../src/errors';
import { createClient } from '../src/agent';
import { cell, type Cell } from '../src/basics/observable';
import type { ClientOptions } from '../src/options';
import type { CustomerRest } from '../src/rest/customer';
import { memoryStore } from '../src/storage/memory';
import type { Store } from '../src/storage/store';
import { TestClock, settle } from './clock';
import { ScriptedServer, lineOf, type Person, type ScriptedLine } from './server';

/** A place where stories happen: one clock, one server. */
export function stage(): { clock: TestClock; server: ScriptedServer } {
  const clock = new TestClock();
  return { clock, server: new ScriptedServer(clock) };
}

/** One page of somebody: a tab of their browser, with what it shows. */
export class Page {
  readonly client: Client;
  readonly online: Cell<boolean> = cell(true);
  line!: ScriptedLine;

  constructor(
    readonly server: ScriptedServer,
    readonly person: Person,
    readonly store: Store = memoryStore(),
    more: Partial<ClientOptions> = {},
  ) {
    this.client = createClient({
      url: 'http://deskbell.test',
      side: person.side,
      person: person.key,
      token: () => Promise.resolve('token'),
      clock: server.clock,
      random: () => 0,
      store,
      online: this.online,
      rest: restOf(server, person),
      connect: lineOf(server, person, (line) => {
        this.line = line;
      }),
      ...more,
    });
  }

  /** Connects and lets everything happen that follows. */
  async arrives(): Promise<this> {
    this.client.connect();
    await settle();
    return this;
  }

  /** Opens a conversation and keeps it on screen. */
  async opens(conversationId: string): Promise<Timeline> {
    const timeline = this.client.timeline(conversationId);
    timeline.state.subscribe(() => undefined);
    await settle();
    return timeline;
  }

  /** The same person's next page on the same device, after this one is gone. */
  async reloads(): Promise<Page> {
    this.line.close();
    this.client.disconnect();
    return new Page(this.server, this.person, this.store).arrives();
  }
}

/** A device whose disk takes files; what is kept outlives a page. */
export function deviceStore(): Store {
  const store = memoryStore();
  return { ...store, keep: async (key, value) => (await store.set(key, value), true) };
}

/** What a timeline shows, in a few words: `✓` sent, `✓✓` delivered, `read`, `…` on its way. */
export function screen(timeline: Timeline): string[] {
  return timeline.state.get().items.map((item) => {
    if (item.pending) return `${item.pending.content} (${item.pending.state})`;
    const text = item.entry.content ?? item.entry.activity?.type ?? item.entry.kind;
    return item.mark ? `${text} [${item.mark}]` : text;
  });
}

/** The REST door of a scripted server, as far as the client uses it by itself. */
function restOf(server: ScriptedServer, person: Person): NonNullable<ClientOptions['rest']> {
  const door = {
    timeline: async (id: string, { before = Infinity, limit = 50 }: { before?: number; limit?: number } = {}) => ({
      items: server
        .timeline(id, person.side)
        .filter((entry) => entry.seq < before)
        .slice(-limit),
    }),
    upload: (...ask: Parameters<CustomerRest['upload']>) => server.files.take(...ask),
    takeUploadBack: async (id: string) => void server.files.takenBack.push(id),
    startConversation: async ({ message, clientId }: NewConversation) => {
      const resolved = [...server.conversations.values()].find(({ status }) => status !== 'closed');
      if (resolved?.status !== 'resolved') throw new RefusalError({ code: 'conflict', message: 'One is open.' });
      resolved.status = 'closed';
      const id = server.conversation();
      const entry = server.write(id, person, message, 'message', undefined, clientId ?? undefined);
      return { conversation: server.copy(id, person), message: server.shown(entry, person.side) };
    },
  };
  return door as unknown as NonNullable<ClientOptions['rest']>;
}
