import type { Attributes, FrameToHost, HostToFrame } from '@deskbell/protocol/frame';
import type { DeskbellApi } from './api';
import { small } from './look';
import { createView } from './view';

/** What is said to the widget, before it is marked as ours. */
type Said = HostToFrame extends infer One ? (One extends HostToFrame ? Omit<One, 'deskbell'> : never) : never;

/** Draws the launcher for one script tag and offers `window.Deskbell`. A second tag on the page does nothing. */
export function start(script: HTMLScriptElement): void {
  const queue = window.Deskbell;
  if (queue && !Array.isArray(queue)) return;

  const inbox = script.dataset.inbox ?? '';
  const address = new URL('widget/', script.src);
  const { locale, theme } = script.dataset;
  address.search = `${new URLSearchParams({ inbox, host: location.origin, ...(locale && { locale }), ...(theme && { theme }) })}`;
  /** Set once the widget was used on this site: from then on unread counts are looked for. */
  const flag = `deskbell:${inbox}`;
  const view = createView(locale);
  const { box, button } = view;
  const listeners = new Set<(count: number) => void>();
  let frame: HTMLIFrameElement | undefined;
  /** The widget listens. */
  let here = false;
  /** It can be closed by a button of its own. */
  let ready = false;
  let open = false;
  let unread = 0;
  /** What the page has said, the newest of each kind: a widget that begins is told it again. */
  const kept: Record<string, Said> = {};
  /** What it has said about its customer. */
  const about: Record<string, Attributes[string]> = {};
  /** The page as the widget was last told it. */
  let told = '';
  let settling: ReturnType<typeof setTimeout> | undefined;
  /** Where the keyboard was when a button of the page opened the widget. */
  let before: Element | null = null;

  /** What ends each of the listeners that are not in our own elements. */
  const quiet: (() => void)[] = [];
  const hear = (target: Partial<EventTarget> | null | undefined, name: string, listener: EventListener) => {
    target?.addEventListener?.(name, listener);
    quiet.push(() => target?.removeEventListener?.(name, listener));
  };

  const draw = () => {
    box.className = `${open ? 'open' : ''} ${ready ? 'ready' : ''}`;
    view.draw(open, unread);
  };

  const send = (message: Said) => {
    if (here) frame?.contentWindow?.postMessage({ deskbell: 1, ...message }, address.origin);
  };
  const say = (message: Said) => send((kept[message.type] = message));
  const sendOpen = () => open && send({ type: 'open', hostOrigin: location.origin });
  /** What follows the path may hold what is nobody's business: it is told only where the host says so. */
  const sendPage = () => {
    const { origin, pathname, href } = location;
    const url = script.dataset.page === 'full' ? href : origin + pathname;
    const { title } = document;
    if (!here || script.dataset.page === 'none' || `${url} ${title}` === told) return;
    told = `${url} ${title}`;
    send({ type: 'page', url, title });
  };
  /** An app's title follows its address a moment later. */
  const onPage = () => {
    clearTimeout(settling);
    settling = setTimeout(sendPage, 300);
  };

  const load = () => {
    if (frame || !view.host.isConnected) return;
    frame = document.createElement('iframe');
    frame.title = view.title;
    frame.allow = 'clipboard-write; autoplay';
    frame.src = address.href;
    box.prepend(frame);
    // Its hidden look must have been computed once, or there would be nothing to move from.
    frame.getBoundingClientRect();
  };

  const setOpen = (wanted: boolean) => {
    if (wanted === open || !view.host.isConnected) return;
    open = wanted;
    if (wanted) {
      before = document.activeElement;
      store(flag, '1');
      load();
      draw();
      frame?.focus();
      sendPage();
      sendOpen();
      return;
    }
    const inside = view.root.activeElement === frame;
    draw();
    send({ type: 'closed' });
    if (inside) ((button.hidden ? before : button) as HTMLElement | null)?.focus();
  };

  const onMessage = ({ source, origin, data }: MessageEvent<FrameToHost | null>) => {
    if (!frame || source !== frame.contentWindow || origin !== address.origin || data?.deskbell !== 1) return;
    if (data.type === 'here' || data.type === 'ready') {
      here = true;
      ready = data.type === 'ready';
      draw();
      Object.values(kept).forEach(send);
      told = '';
      sendPage();
      sendOpen();
    } else if (data.type === 'close') {
      setOpen(false);
    } else if (data.type === 'unread' && data.count >= 0) {
      unread = data.count;
      draw();
      for (const listener of listeners) listener(unread);
    }
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false);
  };

  /** A phone's keyboard covers the page without resizing it: the frame follows what is left to see. */
  const onViewport = () => {
    const seen = window.visualViewport;
    const follow = seen && seen.scale === 1 && matchMedia(small).matches;
    box.style.setProperty('--top', follow ? `${seen.offsetTop}px` : '');
    box.style.setProperty('--height', follow ? `${seen.height}px` : '');
  };

  const showLauncher = (shown: boolean) => {
    button.hidden = !shown;
  };

  const api: DeskbellApi = {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!open),
    identify: (token) => say({ type: 'identify', token }),
    setAttributes: (given) => say({ type: 'attributes', attributes: Object.assign(about, given) }),
    setLocale: (tag) => say({ type: 'locale', locale: tag }),
    setTheme: (look) => say({ type: 'theme', theme: look }),
    onUnread(listener) {
      listeners.add(listener);
      listener(unread);
      return () => void listeners.delete(listener);
    },
    hideLauncher: () => showLauncher(false),
    showLauncher: () => showLauncher(true),
    shutdown() {
      quiet.forEach((stop) => stop());
      view.host.remove();
      store(flag, null);
      delete window.Deskbell;
    },
    push: (action) => action(api),
  };

  hear(window, 'message', onMessage as EventListener);
  hear(window, 'popstate', onPage);
  hear(window, 'hashchange', onPage);
  hear(window.navigation, 'currententrychange', onPage);
  hear(window.visualViewport, 'resize', onViewport);
  hear(window.visualViewport, 'scroll', onViewport);
  button.addEventListener('click', api.toggle);
  button.addEventListener('keydown', onKey);
  showLauncher(script.dataset.launcher !== 'hidden');
  draw();
  window.Deskbell = api;
  queue?.forEach(api.push);
  if (stored(flag)) whenIdle(load);
}

/** Storage may be forbidden to the page; then nothing is remembered and nothing breaks. */
function store(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    return;
  }
}

function stored(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** After the page has loaded and has nothing better to do. */
function whenIdle(action: () => void): void {
  const wait = () => ('requestIdleCallback' in window ? requestIdleCallback(action) : setTimeout(action, 1000));
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
}
