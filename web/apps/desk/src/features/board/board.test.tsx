import type { Board } from '@deskbell/protocol';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeClient } from '../../test/fakeClient';
import { onStage } from '../../test/stage';
import { at, bo, cleo, conversation } from '../../test/world';
import { useToasts } from '../../shared/ui/toasts';
import { BoardPage, type BoardLinks } from './BoardPage';

const links: BoardLinks = {
  conversation: (id, { children }) => <a href={`/c/${id}`}>{children}</a>,
  queue: ({ children }) => <a href="/?tab=queue">{children}</a>,
};
const ada = { ...bo, id: 'ada', name: 'Ada Vik', role: 'supervisor' as const };
const board: Board = {
  at: at('10:00'),
  queue: {
    length: 3,
    longestWaitingSince: at('09:30'),
    items: [
      { conversationId: 'c', position: 1, priority: 'urgent', waitingSince: at('09:30'), inboxId: 'i', customer: { name: 'Ana Ruiz' }, subject: 'Order 1042' },
    ],
  },
  active: 4,
  agents: [
    { agent: { ...cleo, availability: 'offline' }, load: 0, capacity: 3 },
    { agent: bo, load: 5, capacity: 5 },
  ],
};

const live = new Map<string, (payload: never) => void>();
const emit = vi.fn(() => Promise.resolve({}));
const setAvailability = vi.fn(() => Promise.resolve(bo));
const fake = fakeClient({
  lists: { board: () => Promise.resolve(board) } as never,
  agents: () => Promise.resolve({ items: [bo, cleo], nextCursor: null }),
  conversations: () => Promise.resolve({ items: [conversation('held', { assigneeId: 'bo' })], nextCursor: null }),
  setAvailability,
});
Object.assign(fake.client, { emit, on: (name: string, hear: () => void) => (live.set(name, hear), () => live.delete(name)) });

beforeEach(() => useToasts.setState({ items: [] }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('shows who waits, who is here and what they hold, and stays so by what is heard', async () => {
  onStage(<BoardPage links={links} />, fake, ada);
  await screen.findByText('Ana Ruiz');
  expect(emit).toHaveBeenCalledWith('watch-board', { on: true });
  expect(screen.getByText('2 more conversations behind these.')).toBeTruthy();
  const agents = screen.getByRole('region', { name: 'Agents' });
  expect(within(agents).getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    expect.stringContaining('Bo Lind'),
    expect.stringContaining('Cleo Marchetti'),
  ]);
  act(() => live.get('board')?.({ ...board, at: at('10:01'), queue: { length: 0, items: [] } } as never));
  expect(screen.getByText('Nobody is waiting')).toBeTruthy();
});

it('ignores what is older than what it shows', async () => {
  onStage(<BoardPage links={links} />, fake, ada);
  await screen.findByText('Ana Ruiz');
  act(() => live.get('board')?.({ ...board, at: at('09:00'), queue: { length: 0, items: [] } } as never));
  expect(screen.getByText('Ana Ruiz')).toBeTruthy();
});

it('takes over what waits', async () => {
  fake.tell(conversation('c'));
  onStage(<BoardPage links={links} />, fake, ada);
  await userEvent.click(await screen.findByRole('button', { name: 'Take over the conversation with Ana Ruiz' }));
  expect(fake.client.assign).toHaveBeenCalledWith('c', undefined);
});

it('sets an agent offline, and takes it back', async () => {
  onStage(<BoardPage links={links} />, fake, ada);
  await userEvent.click(await screen.findByRole('button', { name: 'Steps for Bo Lind' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Set offline' }));
  expect(setAvailability).toHaveBeenCalledWith('bo', 'offline');
  await vi.waitFor(() => expect(useToasts.getState().items.at(-1)?.text).toBe('Bo Lind is now offline.'));
  act(() => useToasts.getState().items.at(-1)?.action?.run());
  expect(setAvailability).toHaveBeenLastCalledWith('bo', 'online');
});

it('shows what an agent holds', async () => {
  onStage(<BoardPage links={links} />, fake, ada);
  await userEvent.click(await screen.findByRole('button', { name: /^Bo Lind/ }));
  const sheet = await screen.findByRole('dialog', { name: 'Conversations of Bo Lind' });
  expect(await within(sheet).findByText('Customer of held')).toBeTruthy();
});

it('is for those who steer', () => {
  onStage(<BoardPage links={links} />, fake, bo);
  expect(screen.getByText('The live board is for supervisors and admins')).toBeTruthy();
  expect(emit).not.toHaveBeenCalled();
});
