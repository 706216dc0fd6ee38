import type { Attributes, Theme } from '@deskbell/protocol/frame';

/** What a host's page may say to the widget. */
export interface DeskbellApi {
  /** Shows the widget, loading it if this is its first use. */
  open(): void;
  /** Hides it; unread counts go on. */
  close(): void;
  /** The one or the other. */
  toggle(): void;
  /** Names the signed-in customer by a token the host's server has signed. Kept until the widget is there. */
  identify(token: string): void;
  /** Says things about the customer (a plan, a cart): added to what was said before, null takes one back. Unverified. */
  setAttributes(attributes: Attributes): void;
  /** The language the page is in (`data-locale` at the start); null leaves it to the person. */
  setLocale(tag: string | null): void;
  /** Light or dark as the page is (`data-theme` at the start); `auto` leaves it to the person. */
  setTheme(theme: Theme): void;
  /** Tells how many messages are unread, now and at each change. Returns what ends it. */
  onUnread(listener: (count: number) => void): () => void;
  /** Takes the launcher away, for a page with a button of its own (`data-launcher="hidden"` starts so). */
  hideLauncher(): void;
  /** Brings it back. */
  showLauncher(): void;
  /** Removes launcher, frame, listeners, the stored flag and `window.Deskbell` itself. */
  shutdown(): void;
  /** Runs at once. Before the loader has come, `window.Deskbell` may be a plain array: what is pushed runs then. */
  push(action: (deskbell: DeskbellApi) => void): void;
}

declare global {
  interface Window {
    /** Where the browser tells of changes of the address; a page may have put anything in its place. */
    readonly navigation?: Partial<EventTarget>;
    Deskbell?: DeskbellApi | ((deskbell: DeskbellApi) => void)[];
  }
}
