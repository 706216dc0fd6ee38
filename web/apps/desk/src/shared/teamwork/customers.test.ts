import type { Customer, CustomerNote } from '@deskbell/protocol';
import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it, vi } from 'vitest';
import { deskOf, fakeClient } from '../../test/fakeClient';
import { at } from '../../test/world';
import { keys } from '../desk/queries';
import { useToasts } from '../ui/toasts';
import { customerWork } from './customers';

const ana = { id: 'ana', name: 'Ana Ruiz', createdAt: at('09:00'), identified: true } as Customer;
const note = (id: string, author: string): CustomerNote => ({
  id,
  content: `Note ${id}`,
  author: { id: author, name: author },
  createdAt: at('09:00'),
});
const said = () => useToasts.getState().items.map((item) => item.text);
const undo = async () => {
  useToasts.getState().items.at(-1)?.action?.run();
  await new Promise((resolve) => setTimeout(resolve));
};

function stage(desk: Parameters<typeof deskOf>[0]) {
  const queries = new QueryClient();
  const work = customerWork(fakeClient({ desk: deskOf(desk) }).client, queries, 'bo');
  const notes = () => queries.getQueryData<readonly CustomerNote[]>([...keys.customer('ana'), 'notes'])?.map(({ id }) => id);
  return { queries, work, notes };
}

beforeEach(() => useToasts.setState({ items: [] }));

it('puts a record right, and shows it so at once', async () => {
  const patchCustomer = vi.fn(() => Promise.resolve({ ...ana, email: 'ana@shop.test' }));
  const { queries, work } = stage({ patchCustomer });
  await work.patch('ana', { email: 'ana@shop.test' });
  expect(queries.getQueryData<Customer>(keys.customer('ana'))?.email).toBe('ana@shop.test');
});

it('deletes a note, and gives one’s own back', async () => {
  const addCustomerNote = vi.fn((_id: string, content: string) => Promise.resolve({ ...note('again', 'bo'), content }));
  const { work, notes } = stage({ addCustomerNote, removeCustomerNote: () => Promise.resolve() });
  await work.addNote('ana', 'Likes brevity');
  await work.removeNote('ana', note('again', 'bo'));
  expect(notes()).toEqual([]);
  await undo();
  expect(addCustomerNote).toHaveBeenLastCalledWith('ana', 'Note again');
  expect(notes()).toEqual(['again']);
});

it('gives back nothing that would come back under another name', async () => {
  const { work } = stage({ removeCustomerNote: () => Promise.resolve() });
  await work.removeNote('ana', note('n', 'cleo'));
  expect(useToasts.getState().items.at(-1)?.action).toBeUndefined();
});

it('blocks, and lets write again', async () => {
  const unblock = vi.fn(() => Promise.resolve());
  const { work, queries } = stage({ block: () => Promise.resolve(), unblock });
  await work.block(ana, 'Threats');
  expect(said()).toEqual(['Ana Ruiz is blocked and cannot write any more.']);
  const blocked = () => queries.getQueryData<Customer>(keys.customer('ana'))?.blocked;
  expect(blocked()).toBe(true);
  await undo();
  expect(unblock).toHaveBeenCalledWith('ana');
  expect(blocked()).toBe(false);
});
