/** A customer's client: small, for it travels to strangers' pages. */
import type { SetContext } from '@deskbell/protocol';
import type { CustomerClient, Place } from './api';
import { cell } from './basics/observable';
import { assemble } from './client';
import { ignoreFailure } from './errors';
import type { CustomerOptions } from './options';
import { createCustomerRest } from './rest/customer';

/** Makes a client that carries nothing of the desk. `connect` opens the line. */
export function createCustomerClient(options: CustomerOptions): CustomerClient {
  const { connection, base } = assemble(options, createCustomerRest);
  const places = cell<ReadonlyMap<string, Place>>(new Map());
  let context: SetContext | null = null;

  connection.on('queue-position', ({ conversationId, position, estimatedWaitMs }) => {
    const next = new Map(places.get());
    if (position === null) next.delete(conversationId);
    else next.set(conversationId, { position, estimatedWaitMs });
    places.set(next);
  });
  connection.onLine((connected) => {
    // Nobody says how the line moves on meanwhile: an old place would be a promise.
    if (!connected) places.set(new Map());
    tell();
  });

  function tell(): void {
    if (context && connection.connected) ignoreFailure(connection.request('set-context', context));
  }

  return {
    ...base,
    places,
    setContext: (next) => {
      context = next;
      tell();
    },
  };
}
