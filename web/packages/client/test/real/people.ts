import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { createClient, memoryStore, type Client, type ClientOptions, type Store, type Timeline } from '../../src/index';
import { screen } from '../people';
import { tokenOf, type Deskbell } from './deskbell';

export { screen };

/** Waits until something holds; fails with its last complaint. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 20_000, interval: 25 });
}

/** A page of somebody at a real server. */
export class Page {
  readonly client: Client;
  private constructor(
    readonly deskbell: Deskbell,
    readonly sub: string,
    readonly store: Store,
    private readonly more: Partial<ClientOptions>,
    private readonly role: 'customer' | 'agent',
  ) {
    this.client = createClient({
      url: deskbell.url,
      side: role,
      person: sub,
      token: async () => tokenOf(role, sub),
      store,
      ...more,
    });
  }

  /** A customer nobody has met before. */
  static customer(deskbell: Deskbell, more: Partial<ClientOptions> = {}): Page {
    return new Page(deskbell, `ana-${randomUUID()}`, memoryStore(), more, 'customer');
  }

  /** An agent nobody has met before. */
  static agent(deskbell: Deskbell, more: Partial<ClientOptions> = {}): Page {
    return new Page(deskbell, `bo-${randomUUID()}`, memoryStore(), more, 'agent');
  }

  /** The same person on the same device once more: after a reload, or in a second tab. */
  again(more: Partial<ClientOptions> = {}): Page {
    return new Page(this.deskbell, this.sub, this.store, { ...this.more, ...more }, this.role);
  }

  /** Connects and waits until the line stands. */
  async arrives(): Promise<this> {
    this.client.connect();
    await this.line('connected');
    return this;
  }

  /** Waits for a state of the line. */
  async line(state: string): Promise<void> {
    await eventually(() => {
      if (this.client.line.get().state !== state) throw new Error(`The line is ${JSON.stringify(this.client.line.get())}.`);
    });
  }

  /** Opens a conversation and keeps it on screen. */
  async opens(conversationId: string): Promise<Timeline> {
    const timeline = this.client.timeline(conversationId);
    timeline.state.subscribe(() => undefined);
    await eventually(() => {
      if (timeline.state.get().status !== 'ready') throw new Error(timeline.state.get().status);
    });
    return timeline;
  }

  /** Begins a conversation with a first message, waits until that is sent and keeps it on screen. */
  async starts(content: string): Promise<Timeline> {
    const timeline = await this.opens((await this.client.start({ content })).conversationId);
    await eventually(() => {
      if (!words(timeline).includes(content)) throw new Error(words(timeline).join());
    });
    return timeline;
  }
}

/** Messages and notes on screen, without what merely happened. */
export function words(timeline: Timeline): string[] {
  const items = timeline.state.get().items.filter(({ entry }) => entry?.kind !== 'activity');
  return items.map(({ entry, pending }) => entry?.content ?? `${pending?.content} (${pending?.state})`);
}
