import type { CannedResponse } from '@deskbell/protocol';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDrafts } from '../../../shared/desk/drafts';
import { fakeClient, fakeTimeline, listOf, settingsOf } from '../../../test/fakeClient';
import { onStage } from '../../../test/stage';
import { bo, cleo, conversation } from '../../../test/world';
import { Composer } from '../Composer';

const canned = (id: string, shortcut: string, title: string, content: string, uses = 0): CannedResponse => ({
  id,
  shortcut,
  title,
  content,
  scope: 'everyone',
  uses,
});
const ana = conversation('c', { customer: { id: 'ana', name: 'Ana Ruiz', email: null } });
const used = vi.fn(() => Promise.resolve());
let timeline: ReturnType<typeof fakeTimeline>;

beforeEach(async () => {
  localStorage.clear();
  openDrafts('bo');
  used.mockClear();
  timeline = fakeTimeline();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const settings = settingsOf({
    cannedResponses: listOf(
      canned('r', 'refund', 'Refund is on its way', 'Hi {{customer.firstName}}, your refund is on its way.'),
      canned('h', 'hello', 'A greeting', 'Hello {{customer.firstName}}, this is {{agent.firstName}}.', 9),
      canned('s', 'ship', 'Refused by the carrier', 'The carrier refused it.'),
    ),
    usedCannedResponse: used,
  });
  const agents = () => Promise.resolve({ items: [bo, cleo] });
  onStage(<Composer timeline={timeline} conversation={ana} />, fakeClient({ settings, agents }));
  // The collections come a moment later.
  await userEvent.type(field(), '/');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
  await userEvent.clear(field());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const field = () => screen.getByRole('textbox');
const text = () => (field() as HTMLTextAreaElement).value;
const lines = () => screen.queryAllByRole('option').map((line) => line.textContent?.split('Hi')[0]);
const chosen = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent;

it('inserts a saved reply by the keyboard alone, filled and counted', async () => {
  await userEvent.type(field(), 'Well: /ref');
  expect(screen.getAllByRole('option')).toHaveLength(2);
  expect(chosen()).toContain('Refund is on its way');
  await userEvent.keyboard('{Enter}');
  expect(text()).toBe('Well: Hi Ana, your refund is on its way.');
  expect(timeline.send).not.toHaveBeenCalled();
  expect(used).toHaveBeenCalledWith('r');
  expect(lines()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(timeline.send).toHaveBeenCalledWith('Well: Hi Ana, your refund is on its way.');
});

it('moves by arrows, the most used first, and takes with Tab', async () => {
  await userEvent.type(field(), '/');
  expect(chosen()).toContain('A greeting');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(chosen()).toContain('Refused by the carrier');
  await userEvent.keyboard('{Tab}');
  expect(text()).toBe('The carrier refused it.');
  expect(document.activeElement).toBe(field());
});

it('goes away with Escape, and Enter sends again', async () => {
  await userEvent.type(field(), '/ref{Escape}');
  expect(lines()).toEqual([]);
  await userEvent.keyboard('und{Enter}');
  expect(timeline.send).toHaveBeenCalledWith('/refund');
});

it('lets a slash be a slash where nothing matches', async () => {
  await userEvent.type(field(), '/cart{Enter}');
  expect(timeline.send).toHaveBeenCalledWith('/cart');
});

it('names a colleague in a note, and tells the server whom', async () => {
  await userEvent.click(screen.getByRole('radio', { name: 'Note' }));
  await userEvent.type(field(), 'Ask @mar{Enter}about it{Enter}');
  expect(timeline.note).toHaveBeenCalledWith('Ask @Cleo Marchetti about it', ['cleo']);
});
