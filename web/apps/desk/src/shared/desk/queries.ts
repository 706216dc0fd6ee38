/** What is asked by REST, and under which names the answers are kept. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Client } from '@deskbell/client';
import type { Agent, Conversation, ConversationCounts, Customer } from '@deskbell/protocol';
import { useAgents, useConversations } from '@deskbell/react';
import { useMemo } from 'react';
import { useDesk } from './context';

/** The names; whoever changes something knows by them what to ask anew. */
export const keys = {
  lists: ['conversations'] as const,
  counts: ['counts'] as const,
  agents: ['agents'] as const,
  customer: (id: string) => ['customer', id] as const,
  customerConversations: (id: string) => ['customer', id, 'conversations'] as const,
};

/** The numbers on the tabs: live by deltas elsewhere, asked again now and then in case one was missed. */
export function useCounts(): ConversationCounts | undefined {
  const { client } = useDesk();
  return useQuery({ queryKey: keys.counts, queryFn: () => client.rest.counts(), refetchInterval: 30_000 }).data;
}

/** A colleague, with what the live connection says of them. */
export type Colleague = Pick<Agent, 'id' | 'name' | 'avatarUrl' | 'availability' | 'present'>;

/** Everybody who can be given a conversation: those who are here first, then by name. */
export function useColleagues(): readonly Colleague[] {
  const { client } = useDesk();
  const live = useAgents();
  const { data } = useQuery({ queryKey: keys.agents, queryFn: () => client.rest.agents(), staleTime: 60_000 });
  return useMemo(() => {
    const agents = (data?.items ?? []).filter((agent) => agent.active);
    return agents.map((agent) => ({ ...agent, ...live.get(agent.id) })).sort(byPresence);
  }, [data, live]);
}

function byPresence(left: Colleague, right: Colleague): number {
  return rank(left) - rank(right) || left.name.localeCompare(right.name);
}

function rank({ availability, present }: Colleague): number {
  if (!present || availability === 'offline') return 3;
  return availability === 'online' ? 0 : availability === 'away' ? 1 : 2;
}

/** A conversation as it is known now; null while it is not. */
export function useConversation(id: string): Conversation | null {
  return useConversations().get(id) ?? null;
}

/** The whole record of a customer. */
export function useCustomer(id: string | undefined): UseQueryResult<Customer> {
  const { client } = useDesk();
  return useQuery({
    queryKey: keys.customer(id ?? ''),
    queryFn: () => client.rest.customer(id ?? ''),
    enabled: id !== undefined,
    staleTime: 30_000,
  });
}

/** This customer's other conversations, newest first. */
export function useEarlier(customerId: string | undefined): UseQueryResult<readonly Conversation[]> {
  const { client } = useDesk();
  return useQuery({
    queryKey: keys.customerConversations(customerId ?? ''),
    queryFn: () => earlier(client, customerId ?? ''),
    enabled: customerId !== undefined,
    staleTime: 30_000,
  });
}

async function earlier(client: Client, customerId: string): Promise<readonly Conversation[]> {
  const page = await client.rest.customerConversations(customerId, { limit: 20 });
  client.learn(page.items);
  return page.items;
}
