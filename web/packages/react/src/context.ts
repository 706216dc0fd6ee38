import type { BaseClient, Client, CustomerClient, Line, OutboxState, Pending, Place } from '@deskbell/client';
import type { AgentPresence, Conversation, CustomerPresence } from '@deskbell/protocol';
import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react';
import { useObservable } from './useObservable';

const ClientContext = createContext<BaseClient | null>(null);

/** Gives everything below it one client. Opening and closing its line stays with whoever made it. */
export function ClientProvider(props: { client: BaseClient; children?: ReactNode }): ReactElement {
  return createElement(ClientContext.Provider, { value: props.client }, props.children);
}

/** The client of the nearest provider; an app knows which kind it has provided. */
export function useClient<C extends BaseClient = Client>(): C {
  const client = useContext(ClientContext);
  if (!client) throw new Error('There is no ClientProvider above this component.');
  return client as C;
}

/** The state of the line. */
export function useLine(): Line {
  return useObservable(useClient().line);
}

/** Customers: who is there; null until known. */
export function usePresence(): CustomerPresence | null {
  return useObservable(useClient().presence);
}

/** Agents: every colleague by id. */
export function useAgents(): ReadonlyMap<string, AgentPresence> {
  return useObservable(useClient().agents);
}

/** Every conversation heard of, by id; `newestFirst` of the client package puts them in order. */
export function useConversations(): ReadonlyMap<string, Conversation> {
  return useObservable(useClient().conversations);
}

/** Unread messages over all conversations. */
export function useUnread(): number {
  return useObservable(useClient().unread);
}

/** What waits to be sent, and whether it would survive a reload. */
export function useOutbox(): OutboxState {
  return useObservable(useClient().outbox);
}

/** First messages whose conversation could not be made yet. */
export function useStarting(): readonly Pending[] {
  return useObservable(useClient().starting);
}

/** Customers: where one conversation stands in the line; null while nobody has said. */
export function usePlace(conversationId: string): Place | null {
  return useObservable(useClient<CustomerClient>().places).get(conversationId) ?? null;
}
