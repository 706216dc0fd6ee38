/** Who sits at this desk: from a cookie, or from e-mail and password, until they leave or their time ends. */
import { cell, LineError, RefusalError, type Cell, type Client, type Observable, type Rest } from '@deskbell/client';
import type { Agent, OpenInvitation } from '@deskbell/protocol';
import { sessionStrings } from './strings';

/** Where signing in stands. */
export type SessionState =
  | { readonly phase: 'restoring' }
  /** The server could not be asked. */
  | { readonly phase: 'unreachable' }
  | { readonly phase: 'signedOut'; readonly notice: string | null }
  | { readonly phase: 'signedIn'; readonly me: Agent; readonly client: Client };

/** Makes the client of somebody who signed in. */
export type MakeClient = (me: Agent, token: (ask: { fresh: boolean }) => Promise<string>) => Client;

/** One browser tab's sign-in. The cookie outlives a reload; the token stays in memory and is made anew. */
export class Session {
  readonly #rest: Rest;
  readonly #makeClient: MakeClient;
  readonly #left: () => void;
  readonly #state: Cell<SessionState> = cell<SessionState>({ phase: 'restoring' });
  #token: string | null = null;

  /** `rest` speaks by the session cookie; `left` is called when one signs out here. */
  constructor(rest: Rest, makeClient: MakeClient, left: () => void = () => undefined) {
    this.#rest = rest;
    this.#makeClient = makeClient;
    this.#left = left;
  }

  get state(): Observable<SessionState> {
    return this.#state;
  }

  /** Picks up where the last page left off. */
  async restore(): Promise<void> {
    try {
      const { agent } = await this.#rest.me();
      if (!agent) return this.#leave(null);
      this.#token = (await this.#rest.refresh()).token;
      this.#enter(agent);
    } catch (error) {
      if (error instanceof RefusalError && !isBusy(error)) this.#leave(null);
      else this.#state.set({ phase: 'unreachable' });
    }
  }

  /** Rejects with `RefusalError` or `LineError`. */
  async signIn(email: string, password: string): Promise<void> {
    const { token, agent } = await this.#rest.login({ email: email.trim(), password });
    this.#token = token;
    this.#enter(agent);
  }

  /** Joins by an invitation's link. Rejects with `RefusalError` or `LineError`. */
  async join(invitation: string, body: { name: string; password: string }): Promise<void> {
    const { token, agent } = await this.#rest.takeInvitation(invitation, body);
    this.#token = token;
    this.#enter(agent);
  }

  /** What an invitation's link leads to. */
  invitation(token: string): Promise<OpenInvitation> {
    return this.#rest.settings.openInvitation(token);
  }

  /** Leaves the desk. Without a connection the cookie stays behind, so it is refused then. */
  async signOut(): Promise<void> {
    try {
      await this.#rest.me();
      await this.#rest.logout();
    } catch (error) {
      if (error instanceof LineError || isBusy(error)) throw error;
    }
    this.#leave(null);
    this.#left();
  }

  /** Somebody left the desk in another tab of this browser. */
  leftElsewhere(): void {
    this.#leave(null);
  }

  /** The server knows this sign-in no more. */
  expired(): void {
    if (this.#state.get().phase === 'signedIn') this.#leave(sessionStrings.expired);
  }

  /** The account changed. */
  changed(me: Agent): void {
    const state = this.#state.get();
    if (state.phase === 'signedIn') this.#state.set({ ...state, me });
  }

  get #agentId(): string | null {
    const state = this.#state.get();
    return state.phase === 'signedIn' ? state.me.id : null;
  }

  readonly #giveToken = async ({ fresh }: { fresh: boolean }): Promise<string> => {
    if (this.#token !== null && !fresh) return this.#token;
    try {
      // Another tab may have renewed the cookie, or signed somebody else in: `me` tells.
      const { agent } = await this.#rest.me();
      if (agent?.id !== this.#agentId) throw new RefusalError({ code: 'unauthorized', message: sessionStrings.another });
      const { token } = await this.#rest.refresh();
      this.#token = token;
      return token;
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'unauthorized') this.expired();
      throw error;
    }
  };

  #enter(me: Agent): void {
    const client = this.#makeClient(me, this.#giveToken);
    client.connect();
    this.#state.set({ phase: 'signedIn', me, client });
  }

  #leave(notice: string | null): void {
    const state = this.#state.get();
    this.#token = null;
    if (state.phase === 'signedIn') state.client.disconnect();
    this.#state.set({ phase: 'signedOut', notice });
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof RefusalError && (error.code === 'rate_limited' || error.code === 'overloaded');
}
