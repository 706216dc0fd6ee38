import type { AgentPresence, CustomerPresence } from '@deskbell/protocol';
import { cell, type Observable } from '../basics/observable';

/** Who is there, as the server last said it: one picture for customers, one colleague at a time for agents. */
export class Presence {
  readonly #customers = cell<CustomerPresence | null>(null);
  readonly #agents = cell<ReadonlyMap<string, AgentPresence>>(new Map());

  /** What customers see; null until known. */
  get customers(): Observable<CustomerPresence | null> {
    return this.#customers;
  }

  /** What agents see: every colleague heard of. */
  get agents(): Observable<ReadonlyMap<string, AgentPresence>> {
    return this.#agents;
  }

  /** Takes a `presence` event of either audience. */
  take(event: CustomerPresence | AgentPresence): void {
    if ('agentId' in event) this.#agents.set(new Map(this.#agents.get()).set(event.agentId, event));
    else this.#customers.set(event);
  }
}
