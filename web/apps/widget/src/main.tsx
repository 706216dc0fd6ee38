/**
 * The customer's messenger: in the frame the loader opens on a host's page (`/widget/?inbox=ID&host=ORIGIN`), and as
 * a page of its own (`/c/INBOX`). It loads on first use, so nothing here waits for a further consent.
 *
 * Start reading at `app/App.tsx`, then `app/Messenger.tsx`; `features` are the views, which meet only in `app`.
 */
import '@deskbell/ui/tokens.css';
import '@deskbell/ui/base.css';
import '@deskbell/ui/primitives.css';
import './styles/index.css';
import { cell, createCustomerRest } from '@deskbell/client';
import { render } from 'preact';
import { App } from './app/App';
import { connectHost } from './boot/host';
import { dress } from './boot/page';
import { readPlace } from './boot/place';
import { createSessions, type Speaker } from './boot/session';

const root = document.getElementById('app');
if (root) {
  const url = location.origin;
  const place = readPlace(new URL(location.href), window.parent !== window);
  const host = connectHost(place, window);
  const rest = createCustomerRest({ url });
  const { inboxId } = place;
  const sessions = inboxId === null ? cell<Speaker>(null) : createSessions({ url, inboxId, host, rest });
  dress(document.documentElement, place);
  render(<App place={place} host={host} rest={rest} sessions={sessions} />, root);
  host.ready();
}
