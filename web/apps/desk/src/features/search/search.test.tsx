import { LineError } from '@deskbell/client';
import type { Found, FoundPage } from '@deskbell/protocol';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeClient } from '../../test/fakeClient';
import { onStage } from '../../test/stage';
import { at, conversation } from '../../test/world';
import type { Sought } from './query';
import { SearchPage } from './SearchPage';

const found = (id: string, more: Partial<Found> = {}): Found => ({
  conversationId: id,
  entryId: `entry of ${id}`,
  seq: 7,
  kind: 'message',
  snippet: 'the lamp arrived broken',
  marks: [[4, 4]],
  at: at('10:00'),
  conversation: conversation(id),
  ...more,
});
const page = (more: Partial<FoundPage> = {}): FoundPage => ({ items: [found('a'), found('b')], nextCursor: null, partial: false, ...more });

const search = vi.fn<(query: { q: string; cursor?: string }) => Promise<FoundPage>>();
const none = () => Promise.resolve([]);
const settings = { labels: { list: none }, categories: { list: none }, teams: { list: none }, inboxes: { list: none } };
const fake = fakeClient({
  lists: { search } as never,
  settings: settings as never,
  agents: () => Promise.resolve({ items: [], nextCursor: null }),
});

beforeEach(() => {
  localStorage.clear();
  search.mockReset().mockResolvedValue(page());
});
afterEach(cleanup);

function Stage() {
  const [sought, setSought] = useState<Sought>({ q: '' });
  return (
    <SearchPage
      sought={sought}
      onSought={(change) => setSought((was) => ({ ...was, ...change }))}
      renderLink={({ conversationId, seq }, { children }) => <a href={`#/c/${conversationId}?at=${seq}`}>{children}</a>}
    />
  );
}

const field = () => screen.getByRole('searchbox');

it('finds as one types, marks the words, and leads to the place', async () => {
  onStage(<Stage />, fake);
  await userEvent.type(field(), 'lamp');
  const links = await screen.findAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/c/a?at=7', '#/c/b?at=7']);
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['lamp', 'lamp']);
  expect(search).toHaveBeenCalledTimes(1);
});

it('goes from the field to the results by key, and remembers what was looked for', async () => {
  onStage(<Stage />, fake);
  await userEvent.type(field(), 'lamp');
  await screen.findAllByRole('link');
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.getAttribute('href')).toBe('#/c/a?at=7');
  await userEvent.clear(field());
  expect(await screen.findByRole('button', { name: 'lamp' })).toBeTruthy();
});

it('says when time ran out, and when there is more', async () => {
  search.mockImplementation(({ cursor }) =>
    Promise.resolve(cursor ? page({ items: [found('c')] }) : page({ partial: true, nextCursor: 'more' })),
  );
  onStage(<Stage />, fake);
  await userEvent.type(field(), 'lamp');
  expect(await screen.findByText(/not enough time to look at everything/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Go on looking' }));
  await vi.waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(3));
});

it('says when there is nothing, and when it could not look', async () => {
  search.mockResolvedValueOnce(page({ items: [] }));
  onStage(<Stage />, fake);
  await userEvent.type(field(), 'zzz');
  expect(await screen.findByText('Nothing found for “zzz”')).toBeTruthy();
  cleanup();
  search.mockRejectedValueOnce(new LineError('down'));
  onStage(<Stage />, fake);
  await userEvent.type(field(), 'lamp');
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findAllByRole('link')).toHaveLength(2);
});
