/** A client that a test holds in its hands: what it tells is set, what it is asked is remembered. */
import { cell, type Cell, type Client, type DeskRest, type Line, type Rest, type SettingsRest, type Timeline, type TimelineState } from '@deskbell/client';
import type { AgentPresence, Conversation } from '@deskbell/protocol';
import { vi } from 'vitest';

export interface FakeClient {
  readonly client: Client;
  readonly conversations: Cell<ReadonlyMap<string, Conversation>>;
  readonly line: Cell<Line>;
  /** Puts conversations where a live update would. */
  tell(...conversations: Conversation[]): void;
}

/** The desk's part of `rest` and the collections, where a test needs only some of it. */
export const deskOf = (desk: Partial<DeskRest>) => desk as DeskRest;
export const settingsOf = (kept: { readonly [K in keyof SettingsRest]?: unknown }) => kept as unknown as SettingsRest;
/** A collection that holds just this. */
export const listOf = (...items: readonly object[]) => ({ list: () => Promise.resolve(items) });

/** `rest` answers only what the test says. */
export function fakeClient(rest: Partial<Rest> = {}): FakeClient {
  const conversations = cell<ReadonlyMap<string, Conversation>>(new Map());
  const line = cell<Line>({ state: 'connected', since: 0, refusal: null });
  const tell = (...told: Conversation[]) =>
    conversations.set(new Map([...conversations.get(), ...told.map((one) => [one.id, one] as const)]));
  const answer = (id: string) => Promise.resolve(conversations.get().get(id)!);
  const client = {
    side: 'agent',
    rest: rest as Rest,
    line,
    conversations,
    agents: cell<ReadonlyMap<string, AgentPresence>>(new Map()),
    unread: cell(0),
    outbox: cell({ count: 0, durable: true }),
    connect: vi.fn(),
    disconnect: vi.fn(),
    on: vi.fn(() => () => undefined),
    learn: vi.fn((learned: readonly Conversation[]) => tell(...learned)),
    watch: vi.fn(),
    assign: vi.fn(answer),
    transfer: vi.fn(answer),
    acceptOffer: vi.fn(answer),
    declineOffer: vi.fn(answer),
    emit: vi.fn(() => Promise.resolve({})),
    resolve: vi.fn(answer),
    reopen: vi.fn(answer),
    close: vi.fn(answer),
    setAvailability: vi.fn(() => Promise.resolve()),
  };
  return { client: client as unknown as Client, conversations, line, tell };
}

export const emptyTimeline: TimelineState = {
  conversation: null,
  items: [],
  hasEarlier: false,
  loadingEarlier: false,
  full: false,
  status: 'ready',
  refusal: null,
  typing: [],
  unread: 0,
  ownReadSeq: 0,
  firstUnreadSeq: null,
  receipts: [],
};

/** A timeline that takes every text. */
export function fakeTimeline(conversationId = 'c') {
  return {
    conversationId,
    state: cell(emptyTimeline),
    send: vi.fn<Timeline['send']>(() => ({ ok: true, clientId: 'sent' })),
    note: vi.fn<Timeline['note']>(() => ({ ok: true, clientId: 'noted' })),
    retry: vi.fn(),
    discard: vi.fn(() => 'the text'),
    typing: vi.fn(),
    stopTyping: vi.fn(),
    markRead: vi.fn(),
    loadEarlier: vi.fn(() => Promise.resolve(true)),
    reach: vi.fn((_seq: number) => Promise.resolve(true)),
    leave: vi.fn(),
  };
}
