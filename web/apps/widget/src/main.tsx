/**
 * The customer's messenger: in the frame the loader opens on a host's page (`/widget/?inbox=ID&host=ORIGIN`), and as
 * a page of its own (`/c/INBOX`). It loads on first use, so nothing here waits for a further consent.
 *
 * This is the small part that comes first. On a bad line the rest takes a second, in which the visitor is begun.
 * Start reading at `start.tsx`, then `app/Messenger.tsx`; `features` are the views, which meet only in `app`.
 */
import '@deskbell/ui/tokens.css';
import '@deskbell/ui/base.css';
import '@deskbell/ui/primitives.css';
import './styles/index.css';
import { createCustomerRest, indexedDbStore, visitorIdentity } from '@deskbell/client';
import { browserLocks } from '@deskbell/react';
import { connectHost } from './boot/host';
import { fetchLanguage, codeOf, localeIn, spokenOf, wantedTags } from './boot/language';
import { dress } from './boot/look/page';
import { readPlace } from './boot/place';
import { followTheme } from './boot/look/theme';

const root = document.getElementById('app');
/** Before the page is loaded anew where the rest of it did not come. */
const AGAIN_MS = 5000;

if (root) {
  const url = location.origin;
  const address = new URL(location.href);
  const place = readPlace(address, window.parent !== window);
  const locale = localeIn(address);
  const host = connectHost(place, window);
  const rest = createCustomerRest({ url });
  const store = indexedDbStore();
  const { inboxId } = place;
  const visitor = visitorIdentity({ rest, store, ...(inboxId === null ? {} : { inboxId }), locks: browserLocks() });
  dress(document.documentElement, place);
  followTheme(document.documentElement, address, host.theme);
  const begin = () => {
    // Whoever fails here is tried again by what comes next.
    if (inboxId !== null && host.open.get() && !host.named) visitor.id().catch(() => undefined);
  };
  host.open.subscribe(begin);
  begin();
  host.here();
  // Its words are on their way beside what will speak them; who needs them asks again.
  fetchLanguage(codeOf(spokenOf(wantedTags(locale)))).catch(() => undefined);
  import('./start').then(
    ({ start }) => start(root, { url, locale, place, host, rest, store, visitor }),
    () => setTimeout(() => location.reload(), AGAIN_MS),
  );
}
