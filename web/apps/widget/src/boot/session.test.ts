import { memoryStore, RefusalError, visitorIdentity, type CustomerClient, type CustomerOptions, type CustomerRest, type Observable } from '@deskbell/client';
import { cell } from '@deskbell/client';
import type { Attributes, Theme } from '@deskbell/protocol';
import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Host, HostPage } from './host';
import { createSessions, type Session, type Speaker } from './session';

const person = (sessions: Observable<Speaker>) => (sessions.get() as Session | null)?.person;
const tokenOf = (sub: string) => `head.${btoa(JSON.stringify({ sub }))}.sign`;
const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString();

function stage(store = memoryStore()) {
  const open = cell(false);
  const named: ((token: string) => void)[] = [];
  const page = cell<HostPage | null>(null);
  const about = cell<Attributes | null>(null);
  const own = { changeMe: vi.fn(async () => undefined) };
  const host = { open, page, about, locale: cell<string | null | undefined>(undefined), theme: cell<Theme | undefined>(undefined), closable: true, onIdentify: (listener) => void named.push(listener), named: false, here: vi.fn(), ready: vi.fn(), close: vi.fn(), unread: vi.fn() } satisfies Host;
  let visitors = 0;
  const visitor = vi.fn(async () => {
    visitors += 1;
    return { token: `visitor-${visitors}`, expiresAt: inAYear, customer: { id: `v${visitors}` } };
  });
  const refresh = vi.fn(async (): Promise<{ token: string; expiresAt: string }> => ({ token: 'renewed', expiresAt: inAYear }));
  const rest = { visitor, refresh } as unknown as CustomerRest;
  const made: (CustomerOptions & { connect: () => void; disconnect: () => void; setContext: Mock })[] = [];
  const create = (options: CustomerOptions) => {
    const client = { ...options, rest: own as unknown as CustomerRest, learn: vi.fn(), connect: vi.fn(), disconnect: vi.fn(), setContext: vi.fn() };
    made.push(client);
    return client as unknown as CustomerClient;
  };
  const known = visitorIdentity({ rest, store, inboxId: '7' });
  const sessions = createSessions({ url: 'https://chat.example', inboxId: '7', host, visitor: known, store, create });
  return { open, page, about, own, sessions, made, visitor, refresh, identify: (token: string) => named.forEach((tell) => tell(token)), store };
}

describe('the person speaking through the widget', () => {
  beforeEach(() => void vi.useFakeTimers());

  it('is nobody until the first need', async () => {
    const { sessions, open, visitor, made } = stage();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sessions.get(), visitor.mock.calls.length]).toEqual([null, 0]);
    open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(person(sessions)).toBe('v1');
    expect((sessions.get() as Session).isNew).toBe(true);
    expect(await made[0]!.token({ fresh: false })).toBe('visitor-1');
  });

  it('is the visitor of before, whose unread messages count though the widget is closed', async () => {
    const before = stage();
    before.open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    const { sessions, visitor } = stage(before.store);
    await vi.advanceTimersByTimeAsync(1000);
    expect([person(sessions), visitor.mock.calls.length]).toEqual(['v1', 0]);
    expect((sessions.get() as Session).isNew).toBe(false);
  });

  it('is whoever the page names, and no visitor is made for them', async () => {
    const { sessions, open, identify, visitor, made } = stage();
    identify(tokenOf('ana'));
    open.set(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect([person(sessions), visitor.mock.calls.length]).toEqual(['7/ana', 0]);
    expect(await made[0]!.token({ fresh: false })).toBe(tokenOf('ana'));
  });

  it('stays connected when the page brings a newer token, and changes with the person', async () => {
    const { sessions, identify, made } = stage();
    identify(tokenOf('ana'));
    const first = sessions.get();
    const newer = `${tokenOf('ana')}2`;
    identify(newer);
    expect(sessions.get()).toBe(first);
    expect(await made[0]!.token({ fresh: true })).toBe(newer);
    identify(tokenOf('li'));
    expect(made[0]!.disconnect).toHaveBeenCalled();
    expect(person(sessions)).toBe('7/li');
  });

  it('says on which page they are, in which language and time zone, and each page that follows', async () => {
    const { page, open, made, identify } = stage();
    page.set({ url: 'https://shop.example/cart', title: 'Cart' });
    open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    const reads = { language: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    const told = (at: number) => made[at]!.setContext.mock.lastCall?.[0] as unknown;
    expect(told(0)).toEqual({ url: 'https://shop.example/cart', title: 'Cart', ...reads });
    page.set({ url: 'https://shop.example/pay', title: 'Pay' });
    expect(told(0)).toMatchObject({ url: 'https://shop.example/pay' });
    identify(tokenOf('ana'));
    expect(told(1)).toMatchObject({ url: 'https://shop.example/pay' });
  });

  it('is said to be what the page says, once, and again for somebody else', async () => {
    const { about, own, open, identify } = stage();
    about.set({ plan: 'pro' });
    expect(own.changeMe).not.toHaveBeenCalled();
    open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    about.set({ plan: 'pro' });
    expect(own.changeMe).toHaveBeenCalledExactlyOnceWith({ details: { plan: 'pro' } });
    own.changeMe.mockRejectedValueOnce(new Error('down'));
    about.set({ plan: 'pro', cart: 3 });
    await vi.advanceTimersByTimeAsync(0);
    about.set({ plan: 'pro', cart: 3 });
    expect(own.changeMe).toHaveBeenCalledTimes(3);
    identify(tokenOf('li'));
    expect(own.changeMe).toHaveBeenLastCalledWith({ details: { plan: 'pro', cart: 3 } });
    expect(own.changeMe).toHaveBeenCalledTimes(4);
  });

  it('is tried for again while the server cannot be reached', async () => {
    const { sessions, open, visitor } = stage();
    visitor.mockRejectedValueOnce(new Error('down'));
    open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(sessions.get()).toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    expect(person(sessions)).toBe('v1');
  });

  it('is nobody, and is not tried for again, where this address may not write', async () => {
    const { sessions, open, visitor } = stage();
    visitor.mockRejectedValue(new RefusalError({ code: 'forbidden', message: '' }));
    open.set(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sessions.get(), visitor.mock.calls.length]).toEqual(['barred', 1]);
  });

  it('begins anew where the server does not know the visitor any more', async () => {
    const { sessions, open, refresh, made } = stage();
    open.set(true);
    await vi.advanceTimersByTimeAsync(0);
    refresh.mockRejectedValueOnce(new RefusalError({ code: 'unauthorized', message: '' }));
    await made[0]!.token({ fresh: false });
    await made[0]!.token({ fresh: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(person(sessions)).toBe('v2');
    expect(made[0]!.disconnect).toHaveBeenCalled();
  });
});
