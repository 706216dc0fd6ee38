import { beforeEach, expect, it, vi } from 'vitest';
import { deskOf, fakeClient } from '../../test/fakeClient';
import { at, cleo, conversation } from '../../test/world';
import { useToasts } from '../ui/toasts';
import { teamwork } from './teamwork';

const now = () => Date.parse(at('10:00'));
const said = () => useToasts.getState().items.map((item) => item.text.replace(/[\u2068\u2069]/g, ''));
const undo = async () => {
  useToasts.getState().items.at(-1)?.action?.run();
  await new Promise((resolve) => setTimeout(resolve));
};
const answering = () => vi.fn((id: string) => Promise.resolve(conversation(id)));

beforeEach(() => useToasts.setState({ items: [] }));

it('transfers with a note, and gives it back to whoever held it', async () => {
  const { client } = fakeClient();
  const one = conversation('c', { assigneeId: 'bo' });
  await teamwork(client).transfer(one, { kind: 'agent', id: 'cleo', name: cleo.name }, ' She knows you. ');
  expect(client.transfer).toHaveBeenCalledWith('c', { agentId: 'cleo', note: 'She knows you.' });
  expect(said()).toEqual(['Transferred to Cleo Marchetti.']);
  await undo();
  expect(client.assign).toHaveBeenCalledWith('c', 'bo');
});

it('gives what nobody held back to its team, and else to the queue', async () => {
  const assign = answering();
  const { client } = fakeClient({ assign });
  const billing = { kind: 'team', id: 'billing', name: 'Billing' } as const;
  await teamwork(client).transfer(conversation('c', { teamId: 'shipping' }), billing, '');
  expect(client.transfer).toHaveBeenLastCalledWith('c', { teamId: 'billing' });
  await undo();
  expect(client.transfer).toHaveBeenLastCalledWith('c', { teamId: 'shipping' });
  await teamwork(client).transfer(conversation('d'), billing, '');
  await undo();
  expect(assign).toHaveBeenCalledWith('d', null);
});

it('snoozes, and takes back only what it changed', async () => {
  const [snooze, wake] = [answering(), answering()];
  const { client } = fakeClient({ desk: deskOf({ snooze, wake }) });
  const { snooze: rest } = teamwork(client, now);
  await rest(conversation('c'), at('09:00', '2026-11-22'));
  expect(said()[0]).toMatch(/^Snoozed until tomorrow /);
  await undo();
  expect(wake).toHaveBeenCalledWith('c');
  await rest(conversation('d', { snoozed: true, snoozedUntil: at('12:00') }), null);
  expect(snooze).toHaveBeenLastCalledWith('d', undefined);
  await undo();
  expect(snooze).toHaveBeenLastCalledWith('d', at('12:00'));
});

it('wakes, and does not ask for a moment that has passed', async () => {
  const [snooze, wake] = [answering(), answering()];
  const { client } = fakeClient({ desk: deskOf({ snooze, wake }) });
  await teamwork(client, now).wake(conversation('c', { snoozed: true, snoozedUntil: at('09:00') }));
  await undo();
  expect(snooze).toHaveBeenCalledWith('c', undefined);
});

it('follows, and stops again', async () => {
  const follow = vi.fn((id: string, _follows: boolean) => Promise.resolve(conversation(id)));
  const { client } = fakeClient({ desk: deskOf({ follow }) });
  await teamwork(client).follow(conversation('c'), true);
  await undo();
  expect(follow.mock.calls).toEqual([['c', true], ['c', false]]);
});
