import { cell, type CustomerRest, type Store, type VisitorIdentity } from '@deskbell/client';
import { render } from 'preact';
import { App } from './app/App';
import type { Host } from './boot/host';
import type { Place } from './boot/place';
import { createSessions, type Speaker } from './boot/session';

/** What the first part of the widget has made before the rest of it was there. */
export interface Beginnings {
  readonly url: string;
  readonly place: Place;
  readonly host: Host;
  readonly rest: CustomerRest;
  readonly store: Store;
  readonly visitor: VisitorIdentity;
}

/** Draws the widget into `root`. */
export function start(root: HTMLElement, { place, host, rest, ...beginnings }: Beginnings): void {
  const { inboxId } = place;
  const sessions = inboxId === null ? cell<Speaker>(null) : createSessions({ inboxId, host, ...beginnings });
  render(<App place={place} host={host} rest={rest} sessions={sessions} />, root);
  host.ready();
}
