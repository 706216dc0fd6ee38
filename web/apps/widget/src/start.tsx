import { cell, type CustomerRest, type Store, type VisitorIdentity } from '@deskbell/client';
import { render } from 'preact';
import { App } from './app/App';
import type { Host } from './boot/host';
import { beginLocale, setLocale } from './boot/locale';
import type { Place } from './boot/place';
import { createSessions, type Speaker } from './boot/session';

/** What the first part of the widget has made before the rest of it was there. */
export interface Beginnings {
  readonly url: string;
  /** The language the page asks for. */
  readonly locale: string | null;
  readonly place: Place;
  readonly host: Host;
  readonly rest: CustomerRest;
  readonly store: Store;
  readonly visitor: VisitorIdentity;
}

/** Draws the widget into `root`, as soon as it can speak the person's language. */
export async function start(root: HTMLElement, { locale, place, host, rest, ...beginnings }: Beginnings): Promise<void> {
  const { inboxId } = place;
  const sessions = inboxId === null ? cell<Speaker>(null) : createSessions({ inboxId, host, ...beginnings });
  host.locale.subscribe(() => void setLocale(host.locale.get() ?? null));
  await beginLocale(host.locale.get() ?? locale);
  render(<App place={place} host={host} rest={rest} sessions={sessions} />, root);
  host.ready();
}
