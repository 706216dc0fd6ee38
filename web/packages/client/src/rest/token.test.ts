import type { Customer } from '@deskbell/protocol';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../test/clock';
import { deviceLocks } from '../../test/locks';
import { LineError, RefusalError } from '../errors';
import { memoryStore } from '../storage/memory';
import { visitorIdentity, type VisitorOptions } from './token';

const HOUR = 3_600_000;

function server(clock: TestClock) {
  const made = { visitors: 0, refreshed: [] as (string | undefined)[] };
  let refuse: Error | null = null;
  const expiresAt = () => new Date(clock.now() + HOUR).toISOString();
  const rest: VisitorOptions['rest'] = {
    visitor: async () => {
      made.visitors += 1;
      const customer = { id: `visitor ${made.visitors}` } as Customer;
      return { token: `token ${made.visitors}`, expiresAt: expiresAt(), customer };
    },
    refresh: async (bearer) => {
      if (refuse) throw refuse;
      made.refreshed.push(bearer);
      return { token: `${bearer}+`, expiresAt: expiresAt() };
    },
  };
  return { rest, made, refuses: (error: Error) => (refuse = error) };
}

describe('a visitor', () => {
  it('is made on first use only, and is the same after a reload', async () => {
    const clock = new TestClock();
    const { rest, made } = server(clock);
    const store = memoryStore();
    const before = visitorIdentity({ rest, store, clock });
    expect(await before.known()).toBeNull();
    expect(made.visitors).toBe(0);
    expect(await before.token({ fresh: false })).toBe('token 1');
    const after = visitorIdentity({ rest, store, clock });
    expect([await after.id(), await after.token({ fresh: false })]).toEqual(['visitor 1', 'token 1']);
    expect([before.began(), after.began()]).toEqual([true, false]);
  });

  it('is one visitor when asked twice at once, and in two tabs at once', async () => {
    const clock = new TestClock();
    const { rest, made } = server(clock);
    const [store, locks] = [memoryStore(), deviceLocks()];
    const tabs = [1, 2].map(() => visitorIdentity({ rest, store, clock, locks }));
    const ids = await Promise.all([...tabs, ...tabs].map((tab) => tab.id()));
    expect(new Set(ids).size).toBe(1);
    expect(made.visitors).toBe(1);
  });

  it('begins also where the browser denies locks', async () => {
    const clock = new TestClock();
    const { rest } = server(clock);
    const locks = { request: async () => Promise.reject(new Error('denied')) };
    expect(await visitorIdentity({ rest, store: memoryStore(), clock, locks }).id()).toBe('visitor 1');
  });

  it('renews its token before it ends and when asked to', async () => {
    const clock = new TestClock();
    const { rest, made } = server(clock);
    const visitor = visitorIdentity({ rest, store: memoryStore(), clock });
    await visitor.token({ fresh: false });
    expect(await visitor.token({ fresh: true })).toBe('token 1+');
    await clock.pass(HOUR - 30_000);
    expect(await visitor.token({ fresh: false })).toBe('token 1++');
    expect(made).toEqual({ visitors: 1, refreshed: ['token 1', 'token 1+'] });
  });

  it('stays the same visitor when the line is down, and is a new one only after a plain no', async () => {
    const clock = new TestClock();
    const { rest, made, refuses } = server(clock);
    const visitor = visitorIdentity({ rest, store: memoryStore(), clock });
    await visitor.id();
    refuses(new LineError('down'));
    await expect(visitor.token({ fresh: true })).rejects.toBeInstanceOf(LineError);
    expect(await visitor.id()).toBe('visitor 1');
    refuses(new RefusalError({ code: 'unauthorized', message: 'No.' }));
    await visitor.token({ fresh: true });
    expect(await visitor.id()).toBe('visitor 2');
    expect(made.visitors).toBe(2);
  });
});
