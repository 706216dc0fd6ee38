import {
  cell,
  createCustomerClient,
  RefusalError,
  type Cell,
  type CustomerClient,
  type CustomerOptions,
  type Observable,
  type Store,
  type VisitorIdentity,
} from '@deskbell/client';
import { browserLocks, browserOnline } from '@deskbell/react';
import type { Host } from './host';

/** One person's connection, from the first need until somebody else is named. */
export interface Session {
  readonly client: CustomerClient;
  /** Stays the same for the same person: what is kept for them in this browser is kept under it. */
  readonly person: string;
  /** Whether they began here and now: there is nothing of theirs to ask for. */
  readonly isNew: boolean;
}

/** Who speaks through the widget: nobody yet, somebody, or nobody ever, because the server will not have them. */
export type Speaker = Session | 'barred' | null;

/** What sessions are made of. */
export interface SessionOptions {
  url: string;
  inboxId: string;
  host: Host;
  visitor: VisitorIdentity;
  store: Store;
  create?: (options: CustomerOptions) => CustomerClient;
}

/** Between two attempts to begin as a visitor. */
const AGAIN_MS = 3000;
/** Before a visitor known from before is connected in the background. */
const PATIENCE_MS = 500;

/**
 * The person speaking through this widget. Nobody until the first need: the widget on screen, a customer named by
 * the page, or a visitor known from before whose unread messages are to be counted.
 */
export function createSessions(options: SessionOptions): Observable<Speaker> {
  const { url, inboxId, host, visitor, store, create = createCustomerClient } = options;
  const speaker: Cell<Speaker> = cell<Speaker>(null);
  const session = () => {
    const now = speaker.get();
    return now === 'barred' ? null : now;
  };
  const locks = browserLocks();
  /** The page has named its customer: this is no visitor any more. */
  let signed: string | null = null;
  let beginning = false;

  const become = (person: string, token: CustomerOptions['token'], isNew: boolean) => {
    session()?.client.disconnect();
    const client = create({ url, side: 'customer', person, token, store, online: browserOnline(), ...(locks ? { locks } : {}) });
    speaker.set({ client, person, isNew });
    tellPage();
    tellAbout();
    client.connect();
  };
  /** Where the customer is, and how they read: said anew on each line, and when the page is another one. */
  const tellPage = () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    session()?.client.setContext({ ...host.page.get(), language: navigator.language, timeZone });
  };
  /** What the page says about them, once for each person and change; what was not taken is said again with the next. */
  let heard = '';
  const tellAbout = () => {
    const details = host.about.get();
    const speaking = session();
    const saying = `${speaking?.person} ${JSON.stringify(details)}`;
    if (!details || !speaking || saying === heard) return;
    heard = saying;
    speaking.client.rest.changeMe({ details }).catch(() => {
      if (heard === saying) heard = '';
    });
  };

  const beginVisit = async () => {
    if (beginning || signed !== null) return;
    beginning = true;
    let barred = false;
    const id = await visitor.id().catch((error: unknown) => {
      barred = error instanceof RefusalError && error.code === 'forbidden';
      return null;
    });
    beginning = false;
    if (signed !== null) return;
    if (barred) return speaker.set('barred');
    if (id === null) return void setTimeout(() => void beginVisit(), AGAIN_MS);
    const current: CustomerOptions['token'] = async (ask) => {
      const token = await visitor.token(ask);
      // The server knew this visitor no more and another one has begun: their conversations are not these.
      if ((await visitor.id()) !== id) void beginVisit();
      return token;
    };
    become(id, current, visitor.began());
  };
  const need = () => {
    if (!speaker.get() && host.open.get()) void beginVisit();
  };

  host.onIdentify((token) => {
    const person = `${inboxId}/${subjectOf(token)}`;
    signed = token;
    if (session()?.person === person) session()?.client.connect();
    else become(person, async () => signed ?? token, false);
  });
  host.page.subscribe(tellPage);
  host.about.subscribe(tellAbout);
  host.open.subscribe(need);
  need();
  // The page gets a moment to name its customer before a visitor is connected for their unread count alone.
  setTimeout(() => {
    void visitor.known().then((id) => {
      if (id !== null && !speaker.get()) void beginVisit();
    });
  }, PATIENCE_MS);
  return speaker;
}

/** Whom a token names, unverified: only to tell people apart in this browser. The token itself when it cannot be read. */
function subjectOf(token: string): string {
  try {
    const body = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { sub } = JSON.parse(atob(body)) as { sub?: unknown };
    return typeof sub === 'string' ? sub : token;
  } catch {
    return token;
  }
}
