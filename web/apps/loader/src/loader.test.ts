import type { HostToFrame } from '@deskbell/protocol/frame';
import { bellPath } from '@deskbell/ui/bell';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskbellApi } from './api';
import { start } from './loader';
import { bell } from './look';

const ORIGIN = 'https://help.example';

const api = () => window.Deskbell as DeskbellApi;
const host = () => document.querySelector('deskbell-launcher')!;
const root = () => host().shadowRoot!;
const button = () => root().querySelector('button')!;
const frame = () => root().querySelector('iframe');
const isOpen = () => root().querySelector('div')!.classList.contains('open');
const badge = () => root().querySelector('span')!;

function scriptTag(data: Record<string, string> = {}): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'text/plain';
  script.src = `${ORIGIN}/deskbell.js`;
  Object.assign(script.dataset, { inbox: 'shop', ...data });
  return script;
}

/** What the widget in the frame was told, in order. */
function ear(): HostToFrame[] {
  const heard: HostToFrame[] = [];
  const peer = frame()!.contentWindow!;
  vi.spyOn(peer, 'postMessage').mockImplementation(((message: HostToFrame, target: string) => {
    if (target === ORIGIN) heard.push(message);
  }) as typeof peer.postMessage);
  return heard;
}

function widgetSays(data: unknown, origin = ORIGIN, source: Window | null = frame()!.contentWindow): void {
  window.dispatchEvent(new MessageEvent('message', { data, origin, source: source as unknown as MessageEventSource }));
}

beforeEach(() => {
  vi.spyOn(HTMLIFrameElement.prototype, 'focus');
  localStorage.clear();
});

afterEach(() => {
  if (window.Deskbell && !Array.isArray(window.Deskbell)) window.Deskbell.shutdown();
  vi.restoreAllMocks();
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('before first use', () => {
  it('draws a labelled launcher, loads nothing and stores nothing', () => {
    start(scriptTag());
    expect(button().getAttribute('aria-label')).toBe('Open messages');
    expect(button().getAttribute('aria-expanded')).toBe('false');
    expect(badge().hidden).toBe(true);
    expect(frame()).toBeNull();
    expect(localStorage.length).toBe(0);
    expect(document.cookie).toBe('');
  });

  it('keeps a token without asking anybody', () => {
    start(scriptTag());
    api().identify('signed');
    expect(frame()).toBeNull();
  });

  it('leaves the page as it was but for its own element', () => {
    document.body.textContent = 'A shop';
    const attributes = () => [document.documentElement, document.body].map((element) => element.getAttributeNames());
    const earlier = attributes();
    const heads = document.head.childElementCount;
    start(scriptTag());
    api().open();
    expect(document.body.innerHTML).toBe('A shop');
    expect(document.head.childElementCount).toBe(heads);
    expect(attributes()).toEqual(earlier);
  });

  it('wears the bell of the house', () => {
    expect(bell).toBe(bellPath);
  });
});

describe('what the page says of its customer and of the widget', () => {
  it('is kept until the widget listens, and told again to one that begins anew', () => {
    start(scriptTag());
    api().setTheme('dark');
    api().setLocale('de');
    api().setAttributes({ plan: 'pro', cart: 2 });
    api().setAttributes({ cart: null });
    api().open();
    const heard = ear();
    const said = [
      { deskbell: 1, type: 'theme', theme: 'dark' },
      { deskbell: 1, type: 'locale', locale: 'de' },
      { deskbell: 1, type: 'attributes', attributes: { plan: 'pro', cart: null } },
    ];
    widgetSays({ deskbell: 1, type: 'here' });
    expect(heard.slice(0, 3)).toEqual(said);
    heard.length = 0;
    widgetSays({ deskbell: 1, type: 'ready' });
    expect(heard.slice(0, 3)).toEqual(said);
    heard.length = 0;
    api().setTheme('auto');
    expect(heard).toEqual([{ deskbell: 1, type: 'theme', theme: 'auto' }]);
  });

  it('stands in the address where the script tag says it, so that nothing is drawn the other way first', () => {
    start(scriptTag({ theme: 'dark', locale: 'de' }));
    api().open();
    expect(new URL(frame()!.src).search).toBe(`?inbox=shop&host=${encodeURIComponent(location.origin)}&locale=de&theme=dark`);
  });
});

describe('opening', () => {
  it('loads the widget of this inbox from where the script came from, once', () => {
    start(scriptTag());
    button().click();
    const first = frame()!;
    expect(first.src).toBe(`${ORIGIN}/widget/?inbox=shop&host=${encodeURIComponent(location.origin)}`);
    expect(first.title).toBe('Messages');
    expect(isOpen()).toBe(true);
    expect(button().getAttribute('aria-label')).toBe('Close messages');
    button().click();
    button().click();
    expect(frame()).toBe(first);
  });

  it('tells the widget about the page once it listens, and moves the keyboard into it', () => {
    document.title = 'Order 1042';
    start(scriptTag());
    api().open();
    const heard = ear();
    expect(heard).toEqual([]);
    expect(frame()!.focus).toHaveBeenCalled();
    widgetSays({ deskbell: 1, type: 'ready' });
    expect(heard).toEqual([
      { deskbell: 1, type: 'page', url: `${location.origin}${location.pathname}`, title: 'Order 1042' },
      { deskbell: 1, type: 'open', hostOrigin: location.origin },
    ]);
  });

  it('tells it as soon as it listens, and leaves its own cross until the widget has one', () => {
    start(scriptTag());
    api().open();
    const heard = ear();
    widgetSays({ deskbell: 1, type: 'here' });
    expect([heard.map(({ type }) => type), frame()!.parentElement!.className.includes('ready')]).toEqual([['page', 'open'], false]);
    widgetSays({ deskbell: 1, type: 'ready' });
    expect(frame()!.parentElement!.className).toContain('ready');
  });

  it('hands over a token given before and after, and again when the widget reloads', () => {
    start(scriptTag());
    api().identify('first');
    api().open();
    const heard = ear();
    widgetSays({ deskbell: 1, type: 'ready' });
    expect(heard[0]).toEqual({ deskbell: 1, type: 'identify', token: 'first' });
    api().identify('second');
    expect(heard[heard.length - 1]).toEqual({ deskbell: 1, type: 'identify', token: 'second' });
    heard.length = 0;
    widgetSays({ deskbell: 1, type: 'ready' });
    expect(heard.map((message) => message.type)).toEqual(['identify', 'page', 'open']);
  });
});

describe('the page the customer is on', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    history.replaceState(null, '', '/cart?email=ana@example.org#pay');
    document.title = 'Cart';
  });

  const pages = (data: Record<string, string> = {}) => {
    start(scriptTag(data));
    api().open();
    const heard = ear();
    widgetSays({ deskbell: 1, type: 'ready' });
    return () => heard.flatMap((message) => (message.type === 'page' ? [`${message.url} ${message.title}`] : []));
  };

  it('is told without what follows its path', () => {
    expect(pages()()).toEqual([`${location.origin}/cart Cart`]);
  });

  it('is told in full where the host says so, and not at all where it says that', () => {
    expect(pages({ page: 'full' })()).toEqual([`${location.href} Cart`]);
    api().shutdown();
    expect(pages({ page: 'none' })()).toEqual([]);
  });

  it('is told again once it is another one, with the title that follows, and not when it is the same', () => {
    const told = pages();
    history.replaceState(null, '', '/thanks');
    dispatchEvent(new PopStateEvent('popstate'));
    document.title = 'Thank you';
    vi.advanceTimersByTime(1000);
    dispatchEvent(new HashChangeEvent('hashchange'));
    vi.advanceTimersByTime(1000);
    expect(told()).toEqual([`${location.origin}/cart Cart`, `${location.origin}/thanks Thank you`]);
  });

  it('is heard of from the browser where an app changes its address by itself', () => {
    const navigation = new EventTarget();
    vi.stubGlobal('navigation', navigation);
    const told = pages();
    history.pushState(null, '', '/more');
    navigation.dispatchEvent(new Event('currententrychange'));
    vi.advanceTimersByTime(1000);
    expect(told().at(-1)).toBe(`${location.origin}/more Cart`);
    api().shutdown();
    vi.unstubAllGlobals();
  });

  it('is kept from a widget that was not used', () => {
    start(scriptTag());
    dispatchEvent(new PopStateEvent('popstate'));
    vi.advanceTimersByTime(1000);
    expect(frame()).toBeNull();
  });
});

describe('closing', () => {
  it('hides the widget when it asks, tells it, and gives the keyboard back to the launcher', () => {
    start(scriptTag());
    api().open();
    const heard = ear();
    widgetSays({ deskbell: 1, type: 'ready' });
    vi.spyOn(root(), 'activeElement', 'get').mockReturnValue(frame());
    const focus = vi.spyOn(button(), 'focus');
    widgetSays({ deskbell: 1, type: 'close' });
    expect(isOpen()).toBe(false);
    expect(heard[heard.length - 1]).toEqual({ deskbell: 1, type: 'closed' });
    expect(focus).toHaveBeenCalled();
  });

  it('gives the keyboard back to the page’s own button where the launcher is hidden', () => {
    const own = document.body.appendChild(document.createElement('button'));
    start(scriptTag({ launcher: 'hidden' }));
    expect(button().hidden).toBe(true);
    own.focus();
    api().open();
    vi.spyOn(root(), 'activeElement', 'get').mockReturnValue(frame());
    const focus = vi.spyOn(own, 'focus');
    api().close();
    expect(focus).toHaveBeenCalled();
  });

  it('happens on Escape at the launcher', () => {
    start(scriptTag());
    button().click();
    button().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(isOpen()).toBe(false);
  });
});

describe('messages from elsewhere', () => {
  it.each([
    ['another origin', { deskbell: 1, type: 'unread', count: 9 }, 'https://evil.example', undefined],
    ['another window', { deskbell: 1, type: 'unread', count: 9 }, ORIGIN, null],
    ['another script', { type: 'unread', count: 9 }, ORIGIN, undefined],
    ['nothing at all', null, ORIGIN, undefined],
    ['plain text', 'unread', ORIGIN, undefined],
  ])('from %s change nothing', (_what, data, origin, source) => {
    start(scriptTag());
    api().open();
    api().close();
    widgetSays(data, origin, source);
    expect(badge().hidden).toBe(true);
  });
});

describe('unread', () => {
  it('is drawn on the launcher, spoken, and told to the page until it stops listening', () => {
    start(scriptTag());
    const counts: number[] = [];
    const stop = api().onUnread((count) => counts.push(count));
    api().open();
    api().close();
    widgetSays({ deskbell: 1, type: 'unread', count: 120 });
    expect(badge().textContent).toBe('99+');
    expect(button().getAttribute('aria-label')).toBe('Open messages, 120 unread');
    stop();
    widgetSays({ deskbell: 1, type: 'unread', count: 0 });
    expect(badge().hidden).toBe(true);
    expect(counts).toEqual([0, 120]);
  });

  it('is looked for when a customer returns, once the page is idle and without being opened', () => {
    vi.useFakeTimers();
    localStorage.setItem('deskbell:shop', '1');
    vi.stubGlobal('requestIdleCallback', (action: () => void) => setTimeout(action, 5));
    start(scriptTag());
    expect(frame()).toBeNull();
    vi.advanceTimersByTime(5);
    expect(frame()).not.toBeNull();
    expect(isOpen()).toBe(false);
    vi.unstubAllGlobals();
  });

  it('is not looked for on a page of another inbox', () => {
    vi.useFakeTimers();
    localStorage.setItem('deskbell:other', '1');
    start(scriptTag());
    vi.advanceTimersByTime(60_000);
    expect(frame()).toBeNull();
  });
});

describe('window.Deskbell', () => {
  it('runs what was pushed before the script came', () => {
    const early = vi.fn((deskbell: DeskbellApi) => deskbell.open());
    window.Deskbell = [early];
    start(scriptTag());
    expect(early).toHaveBeenCalledOnce();
    expect(isOpen()).toBe(true);
    const late = vi.fn();
    api().push(late);
    expect(late).toHaveBeenCalledWith(api());
  });

  it('belongs to the first script tag of a page', () => {
    start(scriptTag());
    start(scriptTag({ inbox: 'other' }));
    expect(document.querySelectorAll('deskbell-launcher')).toHaveLength(1);
  });

  it('hides and shows the launcher', () => {
    start(scriptTag());
    api().hideLauncher();
    expect(button().hidden).toBe(true);
    api().showLauncher();
    expect(button().hidden).toBe(false);
  });

  it('goes without a trace on shutdown, and what was kept of it does nothing', () => {
    start(scriptTag());
    const kept = api();
    kept.open();
    kept.shutdown();
    expect(document.querySelector('deskbell-launcher')).toBeNull();
    expect(window.Deskbell).toBeUndefined();
    expect(localStorage.length).toBe(0);
    kept.open();
    expect(localStorage.length).toBe(0);
    start(scriptTag());
    expect(button()).toBeTruthy();
  });

  it('works where the page may not store anything', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    start(scriptTag());
    api().open();
    expect(isOpen()).toBe(true);
  });
});
