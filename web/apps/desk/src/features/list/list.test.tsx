import type { BulkChange, Conversation } from '@deskbell/protocol';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useToasts } from '../../shared/ui/toasts';
import { perform } from '../../shared/keys/actions';
import { fakeClient } from '../../test/fakeClient';
import { onStage } from '../../test/stage';
import { at, conversation } from '../../test/world';
import { USUAL, type ListFilter } from './filter';
import { ListPane } from './ListPane';

// Nothing has a size here, so that rows would find no room: all of them stand.
vi.mock('@tanstack/react-virtual', () => ({
  useVirtualizer: ({ count, getItemKey }: { count: number; getItemKey: (index: number) => string }) => ({
    getTotalSize: () => count * 64,
    getVirtualItems: () => Array.from({ length: count }, (_, index) => ({ index, key: getItemKey(index), start: index * 64 })),
    scrollToIndex: () => undefined,
  }),
}));

const named = (id: string, name: string, clock: string, more: Partial<Conversation> = {}) =>
  conversation(id, { customer: { id: `of ${id}`, name, email: null }, lastMessageAt: at(clock), ...more });
const rows = [
  named('a', 'Ana', '10:03', { needsReply: true, waitingSince: at('09:00'), due: { kind: 'firstResponse', at: at('09:30'), warned: true, breached: true } }),
  named('b', 'Li', '10:02', { assigneeId: 'cleo', labels: ['vip'] }),
  named('c', 'Oluwaseun', '10:01', { me: { key: 'bo', readSeq: 1, deliveredSeq: 1, markedUnread: true } }),
];

const bulk = vi.fn((change: BulkChange) =>
  Promise.resolve({
    results: change.conversationIds.map((conversationId) =>
      conversationId === 'b' && change.action === 'resolve'
        ? { conversationId, ok: false, error: { code: 'forbidden', message: 'Cleo has to let go of it first.' } }
        : { conversationId, ok: true },
    ),
  }),
);
const list = <T,>(items: T[]) => ({ list: () => Promise.resolve(items) });
const views = { ...list([]), add: vi.fn((view: object) => Promise.resolve({ id: 'v', ownerId: 'bo', ...view })) };
const fake = fakeClient({
  conversations: () => Promise.resolve({ items: rows, nextCursor: null }),
  agents: () => Promise.resolve({ items: [], nextCursor: null }),
  lists: { bulk, views } as never,
  settings: { labels: list([{ id: 'l', name: 'vip', color: '#aa5500' }]), categories: list([]), teams: list([]), inboxes: list([]) } as never,
});
const onFilter = vi.fn();

beforeEach(() => useToasts.setState({ items: [] }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

function Stage({ filter: first }: { filter: ListFilter }) {
  const [filter, setFilter] = useState(first);
  return (
    <ListPane
      filter={filter}
      onFilter={(change) => {
        onFilter(change);
        setFilter((was) => ({ ...was, ...change }));
      }}
      viewId={undefined}
      onView={setFilter}
      counts={undefined}
      selected={null}
      exportHref="/export"
      renderLink={(id, { children, tabIndex }) => (
        <a href={`#/c/${id}`} tabIndex={tabIndex}>
          {children}
        </a>
      )}
    />
  );
}

const opened = async (filter: ListFilter = USUAL) => {
  onStage(<Stage filter={filter} />, fake);
  await screen.findByRole('checkbox', { name: 'Select the conversation with Ana' });
};
const box = (name: string) => screen.getByRole('checkbox', { name: `Select the conversation with ${name}` });
const said = () => useToasts.getState().items.map((item) => item.text);

it('says of each row who waits, what is late, and what was marked as unread', async () => {
  await opened();
  const [ana, li, third] = screen.getAllByRole('listitem');
  expect(ana?.textContent).toMatch(/Waiting for an answer\. First reply late by/);
  expect(within(li!).getByRole('img', { name: 'Labels: vip' })).toBeTruthy();
  expect(third?.textContent).toContain('Marked as unread');
});

it('resolves the selected ones, keeps what failed selected, says why, and takes the others back', async () => {
  await opened();
  act(() => void perform('list.chooseAll'));
  expect(screen.getByText('3 selected')).toBeTruthy();
  act(() => void perform('conversation.resolve'));
  expect(bulk).toHaveBeenCalledExactlyOnceWith({ action: 'resolve', conversationIds: ['a', 'b', 'c'] });
  expect(await screen.findByText('1 could not be changed.')).toBeTruthy();
  expect(screen.getByText('1 selected')).toBeTruthy();
  expect(said()).toEqual(['2 conversations resolved.']);
  await userEvent.click(screen.getByRole('button', { name: 'Why' }));
  expect(within(screen.getByRole('dialog')).getByText('Cleo has to let go of it first.')).toBeTruthy();
  act(() => useToasts.getState().items.at(-1)?.action?.run());
  await waitFor(() => expect(said()).toContain('Taken back for 2 conversations.'));
  expect(vi.mocked(fake.client.reopen).mock.calls.flat()).toEqual(['a', 'c']);
});

it('asks before it closes many', async () => {
  await opened();
  await userEvent.click(box('Ana'));
  act(() => void perform('conversation.close'));
  const question = await screen.findByRole('alertdialog', { name: 'Close 1 conversation for good?' });
  expect(bulk).not.toHaveBeenCalled();
  await userEvent.click(within(question).getByRole('button', { name: 'Close for good' }));
  expect(bulk).toHaveBeenCalledWith({ action: 'close', conversationIds: ['a'] });
});

it('puts a label on those that lack it', async () => {
  await opened();
  act(() => void perform('list.chooseAll'));
  await userEvent.click(screen.getByRole('button', { name: 'Labels' }));
  const vip = await screen.findByRole('menuitemcheckbox', { name: 'vip' });
  expect(vip.getAttribute('aria-checked')).toBe('mixed');
  await userEvent.click(vip);
  expect(bulk).toHaveBeenCalledWith({ action: 'label', params: { add: ['vip'] }, conversationIds: ['a', 'b', 'c'] });
});

it('lets go of the selection by Escape', async () => {
  await opened();
  await userEvent.click(box('Li'));
  act(() => void perform('desk.back'));
  expect(screen.queryByText('1 selected')).toBeNull();
});

it('is narrowed in the panel, and widened by the chips', async () => {
  await opened();
  act(() => void perform('list.filter'));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Needs a reply' }));
  expect(onFilter).toHaveBeenLastCalledWith({ needsReply: true });
  expect(screen.queryByRole('link', { name: 'Export as CSV' }), 'lists are for admins to take away').toBeNull();
  await userEvent.keyboard('{Escape}');
  await userEvent.click(screen.getByRole('button', { name: 'Remove filter Needs a reply' }));
  expect(onFilter).toHaveBeenLastCalledWith({ needsReply: undefined });
});

it('keeps what it shows as a view', async () => {
  await opened({ ...USUAL, needsReply: true });
  await userEvent.click(screen.getByRole('button', { name: 'Views' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Save this list as a view…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save view' }));
  expect(screen.getByRole('alert').textContent).toBe('Give the view a name.');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'To answer');
  await userEvent.click(screen.getByRole('button', { name: 'Save view' }));
  expect(views.add).toHaveBeenCalledWith({ name: 'To answer', shared: false, filter: { needsReply: true } });
});
