import type { Visitor } from '@deskbell/protocol';
import { systemClock, type Clock } from '../basics/clock';
import { RefusalError } from '../errors';
import type { Locks } from '../basics/locks';
import type { CustomerRest } from './customer';
import type { Store } from '../storage/store';

/** Gives a token for the doors. `fresh`: the one given last ends soon or was refused. */
export type TokenSource = (ask: { fresh: boolean }) => Promise<string>;

/** A token is renewed when it ends within this time. */
const RENEW_MS = 60_000;

/** What a visitor's identity is made of. */
export interface VisitorOptions {
  rest: Pick<CustomerRest, 'visitor' | 'refresh'>;
  store: Store;
  /** Through which inbox; the only one when absent. */
  inboxId?: string;
  clock?: Clock;
  /** The browser's `navigator.locks`, so that two tabs opened at once become one visitor. */
  locks?: Locks | undefined;
}

/** A visitor of this device. Nothing is asked or kept before the first call. */
export interface VisitorIdentity {
  readonly token: TokenSource;
  /** The visitor's id, made if there is none yet: the `person` of a client. */
  id(): Promise<string>;
  /** The visitor's id if this device has one, without making one. */
  known(): Promise<string | null>;
  /** Whether this visitor began here and now, so that the server can hold nothing of theirs yet. */
  began(): boolean;
  /** This device is nobody's any more. */
  forget(): Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Keeps a visitor's token on the device: whoever holds it is that visitor, so losing it loses their conversations. */
export function visitorIdentity({ rest, store, inboxId, clock = systemClock, locks }: VisitorOptions): VisitorIdentity {
  const key = `visitor/${inboxId ?? ''}`;
  let asking: Promise<Kept> | null = null;

  async function read(): Promise<Kept | null> {
    const kept = (await store.get(key)) as Partial<Kept> | undefined;
    return kept?.id && kept.token && kept.expiresAt ? (kept as Kept) : null;
  }

  let began = false;
  async function become(): Promise<Kept> {
    const { token, expiresAt, customer }: Visitor = await rest.visitor(inboxId === undefined ? {} : { inboxId });
    began = true;
    return { id: customer.id, token, expiresAt };
  }

  async function renewed(kept: Kept): Promise<Kept> {
    try {
      const { token, expiresAt } = await rest.refresh(kept.token);
      return { ...kept, token, expiresAt };
    } catch (error) {
      // Only a plain no from the server makes somebody a new visitor; anything else may pass.
      if (error instanceof RefusalError && error.code === 'unauthorized') return become();
      throw error;
    }
  }

  async function current(fresh: boolean, seen: string | null): Promise<Kept> {
    const kept = await read();
    const lasts = kept !== null && Date.parse(kept.expiresAt) > clock.now() + RENEW_MS;
    // Another tab may have renewed it meanwhile.
    if (kept && lasts && (!fresh || kept.token !== seen)) return kept;
    const next = kept ? await renewed(kept) : await become();
    await store.set(key, next);
    return next;
  }

  async function exclusively(fresh: boolean, seen: string | null): Promise<Kept> {
    if (!locks) return current(fresh, seen);
    let result: Promise<Kept> | null = null;
    const held = locks.request(`deskbell/${key}`, async () => {
      result = current(fresh, seen);
      await result.catch(() => undefined);
    });
    // A browser that denies storage denies locks too, and then there is nothing to share with other tabs.
    await held.catch(() => undefined);
    return result ?? current(fresh, seen);
  }

  let last: string | null = null;
  async function get(fresh: boolean): Promise<Kept> {
    asking ??= exclusively(fresh, last).finally(() => {
      asking = null;
    });
    const kept = await asking;
    last = kept.token;
    return kept;
  }

  return {
    token: async ({ fresh }) => (await get(fresh)).token,
    id: async () => (await get(false)).id,
    known: async () => (await read())?.id ?? null,
    began: () => began,
    forget: () => store.remove(key),
  };
}
