import { cell, type Observable } from '@deskbell/client';
import type { Attributes, FrameToHost, HostToFrame, Theme } from '@deskbell/protocol';
import type { Place } from './place';

/** The host's page: where the customer is. */
export interface HostPage {
  readonly url: string;
  readonly title: string;
}

/** Characters kept of an address, and of a title. */
const URL_MAX = 2000;
const TITLE_MAX = 200;

/** The page around the widget. On a page of our own it is always open and nobody listens. */
export interface Host {
  /** Whether the widget is on screen, as far as the page around it says. */
  readonly open: Observable<boolean>;
  /** The page as far as it lets itself be told; null while it says nothing. */
  readonly page: Observable<HostPage | null>;
  /** What the page says about its customer; null while it says nothing. */
  readonly about: Observable<Attributes | null>;
  /** The language and the look it has chosen since the widget began; undefined while it has not. */
  readonly locale: Observable<string | null | undefined>;
  readonly theme: Observable<Theme | undefined>;
  /** Whether there is a page that can close the widget. */
  readonly closable: boolean;
  /** Hears every token the page names its customer by; the newest that came before, at once. */
  onIdentify(listener: (token: string) => void): void;
  /** Whether the page has named its customer. */
  readonly named: boolean;
  /** Says that we listen; the page answers with what it kept until now. */
  here(): void;
  /** Says that there is something to see, with a button to close it. */
  ready(): void;
  close(): void;
  unread(count: number): void;
}

type Told = { type: 'here' } | { type: 'ready' } | { type: 'close' } | { type: 'unread'; count: number };

/**
 * Talks with the loader by its protocol: only to the exact origin the frame was opened for, and hearing only
 * the parent window under that origin.
 */
export function connectHost(place: Place, frame: Window): Host {
  const { host } = place;
  const open = cell(host === null);
  const page = cell<HostPage | null>(null);
  const about = cell<Attributes | null>(null);
  const locale = cell<string | null | undefined>(undefined);
  const theme = cell<Theme | undefined>(undefined);
  const listeners = new Set<(token: string) => void>();
  let token: string | null = null;

  const say = (told: Told) => {
    if (host === null) return;
    const message: FrameToHost = { deskbell: 1, ...told };
    frame.parent.postMessage(message, host);
  };

  if (host !== null) {
    frame.addEventListener('message', ({ source, origin, data }: MessageEvent<HostToFrame | null>) => {
      if (source !== frame.parent || origin !== host || data?.deskbell !== 1) return;
      if (data.type === 'open') open.set(true);
      else if (data.type === 'closed') open.set(false);
      else if (data.type === 'page' && typeof data.url === 'string' && typeof data.title === 'string') {
        page.set({ url: data.url.slice(0, URL_MAX), title: data.title.slice(0, TITLE_MAX) });
      } else if (data.type === 'identify' && typeof data.token === 'string') {
        token = data.token;
        for (const listener of listeners) listener(token);
      } else if (data.type === 'attributes' && data.attributes) about.set(data.attributes);
      else if (data.type === 'locale') locale.set(data.locale === null ? null : `${data.locale}`);
      else if (data.type === 'theme') theme.set(data.theme);
    });
  }

  return {
    open,
    page,
    about,
    locale,
    theme,
    closable: host !== null,
    get named() {
      return token !== null;
    },
    onIdentify(listener) {
      listeners.add(listener);
      if (token !== null) listener(token);
    },
    here: () => say({ type: 'here' }),
    ready: () => say({ type: 'ready' }),
    close: () => say({ type: 'close' }),
    unread: (count) => say({ type: 'unread', count }),
  };
}
