import { cell, type Client, type Line, type Pending, type Place, type Timeline, type TimelineState } from '@deskbell/client';
import type { AgentPresence, Conversation, CustomerPresence } from '@deskbell/protocol';
import { act, cleanup, render, screen } from '@testing-library/react';
import { StrictMode, type ReactElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ClientProvider,
  browserLocks,
  browserOnline,
  useAgents,
  useClient,
  useConversations,
  useLine,
  useObservable,
  useOutbox,
  usePlace,
  usePresence,
  useStarting,
  useTimeline,
  useUnread,
} from '.';

afterEach(cleanup);

const empty: TimelineState = {
  conversation: null,
  items: [],
  hasEarlier: false,
  loadingEarlier: false,
  full: false,
  status: 'loading',
  refusal: null,
  typing: [],
  unread: 0,
  ownReadSeq: 0,
  firstUnreadSeq: null,
  receipts: [],
};

/** A client whose every part a test can set. */
function fakeClient() {
  const parts = {
    line: cell<Line>({ state: 'connecting', since: 0, refusal: null }),
    presence: cell<CustomerPresence | null>(null),
    agents: cell<ReadonlyMap<string, AgentPresence>>(new Map()),
    conversations: cell<ReadonlyMap<string, Conversation>>(new Map()),
    unread: cell(0),
    outbox: cell({ count: 0, durable: true }),
    starting: cell<readonly Pending[]>([]),
    places: cell<ReadonlyMap<string, Place>>(new Map()),
  };
  const timelines = new Map<string, { timeline: Timeline; state: ReturnType<typeof cell<TimelineState>>; watchers: number }>();
  const open = (conversationId: string) => {
    const known = timelines.get(conversationId);
    if (known) return known.timeline;
    const state = cell(empty);
    const entry = { state, watchers: 0, timeline: {} as Timeline };
    const subscribe = (listener: () => void) => {
      entry.watchers += 1;
      const stop = state.subscribe(listener);
      return () => {
        entry.watchers -= 1;
        stop();
      };
    };
    entry.timeline = { conversationId, state: { get: state.get, subscribe } } as Timeline;
    timelines.set(conversationId, entry);
    return entry.timeline;
  };
  return { parts, timelines, client: { ...parts, timeline: open } as unknown as Client };
}

const within = (client: Client, element: ReactElement) => <ClientProvider client={client}>{element}</ClientProvider>;

describe('hooks', () => {
  it('show every part of the client and follow it', () => {
    const { client, parts } = fakeClient();
    const Everything = () => (
      <p>
        {[
          useLine().state,
          usePresence()?.onlineCount ?? '?',
          useAgents().size,
          useConversations().size,
          useUnread(),
          useOutbox().count,
          useStarting().length,
          usePlace('a')?.position ?? '?',
        ].join(' ')}
      </p>
    );
    render(within(client, <Everything />));
    expect(screen.getByText('connecting ? 0 0 0 0 0 ?')).toBeTruthy();
    act(() => {
      parts.line.set({ state: 'connected', since: 1, refusal: null });
      parts.presence.set({ available: true, leaveMessage: false, onlineCount: 3, agents: [] });
      parts.unread.set(2);
      parts.places.set(new Map([['a', { position: 4, estimatedWaitMs: null }]]));
    });
    expect(screen.getByText('connected 3 0 0 2 0 0 4')).toBeTruthy();
  });

  it('say plainly that a provider is missing', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Lost = () => <p>{useClient().side}</p>;
    expect(() => render(<Lost />)).toThrow('ClientProvider');
    quiet.mockRestore();
  });

  it('watch a timeline while it is on screen, another one when the id changes, and none afterwards', () => {
    const { client, timelines } = fakeClient();
    const Status = ({ id }: { id: string }) => <p>{`${id}: ${useTimeline(id).state.status}`}</p>;
    const shown = render(<StrictMode>{within(client, <Status id="a" />)}</StrictMode>);
    expect(timelines.get('a')?.watchers).toBe(1);
    act(() => timelines.get('a')?.state.set({ ...empty, status: 'ready' }));
    expect(screen.getByText('a: ready')).toBeTruthy();
    shown.rerender(<StrictMode>{within(client, <Status id="b" />)}</StrictMode>);
    expect(screen.getByText('b: loading')).toBeTruthy();
    expect([timelines.get('a')?.watchers, timelines.get('b')?.watchers]).toEqual([0, 1]);
    shown.unmount();
    expect(timelines.get('b')?.watchers).toBe(0);
  });

  it('do not render again for what they do not watch', () => {
    const { client, parts } = fakeClient();
    let renders = 0;
    const Count = () => {
      renders += 1;
      return <p>{useObservable(client.unread)}</p>;
    };
    render(within(client, <Count />));
    act(() => parts.line.set({ state: 'offline', since: 1, refusal: null }));
    act(() => parts.unread.set(0));
    expect(renders).toBe(1);
  });
});

describe('the browser', () => {
  it('tells whether it has a network', () => {
    const online = browserOnline();
    let told = 0;
    const stop = online.subscribe(() => (told += 1));
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    stop();
    dispatchEvent(new Event('online'));
    expect([online.get(), told]).toEqual([navigator.onLine, 2]);
  });

  it('lends its locks where it has them', () => {
    const locks = browserLocks();
    expect(locks === undefined || typeof locks.request === 'function').toBe(true);
  });
});
