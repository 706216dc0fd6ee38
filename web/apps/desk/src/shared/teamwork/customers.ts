/** What agents write on a customer's record: done, said, and taken back where that is possible. */
import type { Customer, CustomerNote, CustomerPatch } from '@deskbell/protocol';
import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Client } from '@deskbell/client';
import { useMemo } from 'react';
import { useDesk } from '../desk/context';
import { done } from '../desk/done';
import { keys } from '../desk/queries';
import { say } from '../ui/toasts';
import { teamworkStrings as words } from './strings';

/** Each answers whether it was done; what went wrong has been said by then. */
export interface CustomerWork {
  patch(id: string, patch: CustomerPatch): Promise<boolean>;
  addNote(id: string, content: string): Promise<boolean>;
  removeNote(id: string, note: CustomerNote): Promise<boolean>;
  block(customer: Customer, reason: string): Promise<boolean>;
  unblock(customer: Customer): Promise<boolean>;
}

const notesKey = (id: string) => [...keys.customer(id), 'notes'] as const;

/** What colleagues wrote about a customer, newest first. */
export function useCustomerNotes(id: string): UseQueryResult<readonly CustomerNote[]> {
  const { client } = useDesk();
  return useQuery({
    queryKey: notesKey(id),
    queryFn: async () => (await client.rest.desk.customerNotes(id)).items,
    staleTime: 30_000,
  });
}

/** The work on customers of whoever sits at this desk. */
export function useCustomerWork(): CustomerWork {
  const { client, me } = useDesk();
  const queries = useQueryClient();
  return useMemo(() => customerWork(client, queries, me.id), [client, queries, me.id]);
}

/** The same without React, for tests. */
export function customerWork(client: Client, queries: QueryClient, me: string): CustomerWork {
  const { desk } = client.rest;
  const learn = (customer: Customer) => void queries.setQueryData(keys.customer(customer.id), customer);
  const learned = async (reply: Promise<Customer>) => learn(await reply);
  const notes = (id: string, change: (before: readonly CustomerNote[]) => readonly CustomerNote[]) =>
    void queries.setQueryData<readonly CustomerNote[]>(notesKey(id), (before) => change(before ?? []));
  const write = async (id: string, content: string) => {
    const note = await desk.addCustomerNote(id, content);
    notes(id, (before) => [note, ...before]);
  };
  const unblock = async (customer: Customer) => {
    await desk.unblock(customer.id);
    learn({ ...customer, blocked: false });
  };
  const undo = (about: string, run: () => Promise<unknown>) => ({
    about,
    action: { label: words.undo, run: () => void done(run()) },
  });

  return {
    patch: (id, patch) => done(learned(desk.patchCustomer(id, patch))),
    addNote: (id, content) => done(write(id, content)),
    removeNote: (id, note) => {
      const remove = async () => {
        await desk.removeCustomerNote(id, note.id);
        notes(id, (before) => before.filter((one) => one.id !== note.id));
      };
      // Written again it would be by whoever undoes, so that only one's own can come back.
      const back = note.author.id === me ? undo(note.id, () => write(id, note.content)) : { about: note.id };
      return done(remove(), () => say(words.noteRemoved, back));
    },
    block: (customer, reason) => {
      const block = async () => {
        await desk.block(customer.id, reason);
        learn({ ...customer, blocked: true });
      };
      return done(block(), () => say(words.blocked(customer.name), undo(customer.id, () => unblock(customer))));
    },
    unblock: (customer) =>
      done(unblock(customer), () => say(words.unblocked(customer.name), { about: customer.id })),
  };
}
