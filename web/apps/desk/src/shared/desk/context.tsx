import type { Client } from '@deskbell/client';
import type { Agent } from '@deskbell/protocol';
import { ClientProvider } from '@deskbell/react';
import { createContext, useContext, type ReactNode } from 'react';

/** Everything that a signed-in desk stands on. */
export interface Desk {
  readonly client: Client;
  readonly me: Agent;
  /** The account changed: everybody on this page shall see it so. */
  readonly changeMe: (me: Agent) => void;
  readonly signOut: () => Promise<void>;
}

const DeskContext = createContext<Desk | null>(null);

/** Gives everything below it one desk and its client. */
export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return (
    <ClientProvider client={desk.client}>
      <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>
    </ClientProvider>
  );
}

/** The desk of the nearest provider. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('There is no DeskProvider above this component.');
  return desk;
}
