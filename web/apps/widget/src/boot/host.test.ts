import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connectHost } from './host';
import type { Place } from './place';

const PAGE = 'https://shop.example';
const inFrame: Place = { inboxId: '7', host: PAGE, kind: 'frame' };

/** A window in a frame, and what its parent hears. */
function frame() {
  const parent = { postMessage: vi.fn() };
  const own = new EventTarget();
  const hears = (data: unknown, origin = PAGE, source: unknown = parent) =>
    own.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  return { window: Object.assign(own, { parent }) as unknown as Window, told: parent.postMessage, hears };
}

describe('the page around the widget', () => {
  let stage: ReturnType<typeof frame>;
  beforeEach(() => {
    stage = frame();
  });

  it('is told things at its exact origin', () => {
    const host = connectHost(inFrame, stage.window);
    host.here();
    host.ready();
    host.unread(3);
    host.close();
    expect(stage.told.mock.calls).toEqual([
      [{ deskbell: 1, type: 'here' }, PAGE],
      [{ deskbell: 1, type: 'ready' }, PAGE],
      [{ deskbell: 1, type: 'unread', count: 3 }, PAGE],
      [{ deskbell: 1, type: 'close' }, PAGE],
    ]);
  });

  it('tells the newest name to whoever comes later', () => {
    const host = connectHost(inFrame, stage.window);
    expect(host.named).toBe(false);
    stage.hears({ deskbell: 1, type: 'identify', token: 'old' });
    stage.hears({ deskbell: 1, type: 'identify', token: 'new' });
    const named = vi.fn();
    host.onIdentify(named);
    expect([host.named, named.mock.calls]).toEqual([true, [['new']]]);
  });

  it('says when the widget is on screen and names its customer', () => {
    const host = connectHost(inFrame, stage.window);
    const named = vi.fn();
    host.onIdentify(named);
    expect(host.open.get()).toBe(false);
    stage.hears({ deskbell: 1, type: 'open', hostOrigin: PAGE });
    expect(host.open.get()).toBe(true);
    stage.hears({ deskbell: 1, type: 'identify', token: 'signed' });
    expect(named).toHaveBeenCalledExactlyOnceWith('signed');
    stage.hears({ deskbell: 1, type: 'closed' });
    expect(host.open.get()).toBe(false);
  });

  it('says where the customer is, at bounded length, and nothing that is not text', () => {
    const host = connectHost(inFrame, stage.window);
    expect(host.page.get()).toBeNull();
    stage.hears({ deskbell: 1, type: 'page', url: `${PAGE}/${'a'.repeat(9000)}`, title: 'b'.repeat(9000) });
    expect([host.page.get()?.url.length, host.page.get()?.title.length]).toEqual([2000, 200]);
    stage.hears({ deskbell: 1, type: 'page', url: 7, title: 'Cart' });
    stage.hears({ deskbell: 1, type: 'page', url: 'https://evil.example/', title: '' }, 'https://evil.example');
    expect(host.page.get()?.title).toBe('b'.repeat(200));
  });

  it.each([
    ['another origin', [{ deskbell: 1, type: 'open' }, 'https://evil.example']],
    ['another window', [{ deskbell: 1, type: 'open' }, PAGE, {}]],
    ['another script', [{ type: 'open' }, PAGE]],
    ['nothing', [null, PAGE]],
  ])('is not heard from %s', (_, message) => {
    const host = connectHost(inFrame, stage.window);
    stage.hears(...(message as [unknown, string, unknown?]));
    expect(host.open.get()).toBe(false);
  });

  it('says what it knows about its customer, in which language it is, and whether it is dark', () => {
    const host = connectHost(inFrame, stage.window);
    expect([host.about.get(), host.locale.get(), host.theme.get()]).toEqual([null, undefined, undefined]);
    stage.hears({ deskbell: 1, type: 'attributes', attributes: { plan: 'pro' } });
    stage.hears({ deskbell: 1, type: 'locale', locale: 'de' });
    stage.hears({ deskbell: 1, type: 'theme', theme: 'dark' });
    stage.hears({ deskbell: 1, type: 'theme', theme: 'light' }, 'https://evil.example');
    expect([host.about.get(), host.locale.get(), host.theme.get()]).toEqual([{ plan: 'pro' }, 'de', 'dark']);
    stage.hears({ deskbell: 1, type: 'locale', locale: null });
    expect(host.locale.get()).toBeNull();
  });

  it('does not exist for a page of our own: it is open, and nobody is told', () => {
    const host = connectHost({ inboxId: '7', host: null, kind: 'page' }, stage.window);
    host.ready();
    host.unread(1);
    expect([host.open.get(), host.closable, stage.told.mock.calls.length]).toEqual([true, false, 0]);
  });
});
