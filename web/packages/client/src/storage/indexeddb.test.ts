import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../test/clock';
import { indexedDbStore } from './indexeddb';

/** The browser's database, which a test may break. */
const browser = globalThis as unknown as { indexedDB: { open: () => unknown } };

describe('what is kept in the browser', () => {
  it('is there for the next page, by prefix', async () => {
    const before = indexedDbStore('kept-here');
    await before.set('outbox/ana/1', { content: 'hello' });
    await before.set('visitor/', { token: 't' });
    const after = indexedDbStore('kept-here');
    expect([...(await after.list('outbox/')).entries()]).toEqual([['outbox/ana/1', { content: 'hello' }]]);
    await after.remove('outbox/ana/1');
    expect(await before.get('outbox/ana/1')).toBeUndefined();
    expect(after.durable.get()).toBe(true);
  });

  it('is kept in memory, and says so, when the browser denies storage', async () => {
    const real = browser.indexedDB.open;
    browser.indexedDB.open = () => {
      throw new Error('denied');
    };
    const store = indexedDbStore('denied');
    let told = 0;
    store.durable.subscribe(() => (told += 1));
    await store.set('a', 1);
    expect([await store.get('a'), store.durable.get(), told]).toEqual([1, false, 1]);
    browser.indexedDB.open = real;
  });

  it('is kept in memory when the browser never answers', async () => {
    const real = browser.indexedDB.open;
    browser.indexedDB.open = () => ({});
    const clock = new TestClock();
    const store = indexedDbStore('silent', clock);
    const kept = store.set('a', 1);
    await clock.pass(3000);
    await kept;
    expect([await store.get('a'), store.durable.get()]).toEqual([1, false]);
    browser.indexedDB.open = real;
  });
});
