import { LineError, RefusalError } from '@deskbell/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeClient } from '../../test/fakeClient';
import { bo, cleo, conversation } from '../../test/world';
import { useToasts } from '../ui/toasts';
import { operations } from './operations';

const said = () => useToasts.getState().items.map((item) => item.text);
const undo = () => useToasts.getState().items.at(-1)?.action?.run();
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => useToasts.setState({ items: [] }));

it('resolves, and takes it back', async () => {
  const { client, tell } = fakeClient();
  const one = conversation('c');
  tell(one);
  await expect(operations(client, bo).resolve(one)).resolves.toBe(true);
  expect(said()).toEqual(['Resolved. It opens again when the customer writes.']);
  undo();
  await settled();
  expect(client.reopen).toHaveBeenCalledWith('c');
});

it('offers no undo for what was overtaken by the next step', async () => {
  const { client, tell } = fakeClient();
  const [one, other] = [conversation('c'), conversation('d')];
  tell(one);
  tell(other);
  const { resolve, close } = operations(client, bo);
  await resolve(other);
  await close(other);
  await resolve(one);
  expect(said()).toEqual(['Closed for good.', 'Resolved. It opens again when the customer writes.']);
});

it('gives to oneself, to others and to nobody, and each time back again', async () => {
  const assign = vi.fn(() => Promise.resolve(conversation('c')));
  const { client, tell } = fakeClient({ assign });
  const held = conversation('c', { assigneeId: 'cleo', assignee: { id: 'cleo', name: cleo.name, avatarUrl: null } });
  tell(held);
  const { assign: give } = operations(client, bo);
  await give(held, bo);
  expect(client.assign).toHaveBeenLastCalledWith('c', undefined);
  undo();
  await settled();
  expect(client.assign).toHaveBeenLastCalledWith('c', 'cleo');
  await give(held, null);
  expect(assign).toHaveBeenLastCalledWith('c', null);
  expect(said()).toEqual(['Back in the queue.']);
});

it('says why something was not done', async () => {
  const { client } = fakeClient();
  const refused = new RefusalError({ code: 'conversation_closed', message: 'This conversation is closed.' });
  vi.mocked(client.close).mockRejectedValueOnce(refused);
  await expect(operations(client, bo).close(conversation('c'))).resolves.toBe(false);
  vi.mocked(client.reopen).mockRejectedValueOnce(new LineError('down'));
  await expect(operations(client, bo).reopen(conversation('c'))).resolves.toBe(false);
  expect(said()).toEqual([
    'This conversation is closed.',
    'The server cannot be reached. Nothing was changed; try again in a moment.',
  ]);
});
