import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeysHere, perform } from '../../../shared/keys/actions';
import { useToasts } from '../../../shared/ui/toasts';
import { deskOf, fakeClient, listOf, settingsOf } from '../../../test/fakeClient';
import { onStage } from '../../../test/stage';
import { bo, cleo, conversation } from '../../../test/world';
import { Steps } from './Steps';
import { stepsOf } from './stepsOf';

const held = conversation('c', {
  status: 'active',
  assigneeId: 'bo',
  customer: { id: 'ana', name: 'Ana Ruiz', email: null },
});

function stage(one = held, desk: Parameters<typeof deskOf>[0] = {}) {
  const settings = settingsOf({ teams: listOf({ id: 'billing', name: 'Billing', agentCount: 2 }) });
  const fake = fakeClient({ settings, desk: deskOf(desk), agents: () => Promise.resolve({ items: [bo, cleo] }) });
  fake.tell(one);
  const onBack = vi.fn();
  onStage(<Steps conversation={one} onDetails={vi.fn()} onBack={onBack} onBeside={null} />, fake);
  return { ...fake, onBack };
}
const ids = (one = held) => stepsOf(one, bo, true).flat().map(({ id }) => id.replace('conversation.', ''));

beforeEach(() => {
  useToasts.setState({ items: [] });
  // happy-dom lays nothing out.
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(cleanup);

describe('what can be done', () => {
  it('is everything with a live conversation', () => {
    expect(ids()).toEqual([
      'assignTo', 'queue', 'transfer', 'escalate', 'snooze', 'unread', 'follow', 'details', 'beside', 'transcript', 'spam', 'close',
    ]);
    expect(ids({ ...held, snoozed: true })).toContain('wake');
  });

  it('is little with a closed one', () => {
    expect(ids({ ...held, status: 'closed' })).toEqual(['unread', 'follow', 'details', 'beside', 'transcript']);
  });
});

it('transfers by the keyboard alone, and says what the customer will see', async () => {
  const { client } = stage();
  perform('conversation.transfer');
  const field = await screen.findByRole('combobox', { name: 'To whom' });
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
  await userEvent.type(field, 'bill{Enter}');
  expect(screen.getByText(/will see that the team/).textContent).toBe(
    'Ana Ruiz will see that the team Billing is helping now, and never the note.',
  );
  await userEvent.keyboard('It is about an invoice');
  await userEvent.click(screen.getByRole('button', { name: 'Transfer' }));
  expect(client.transfer).toHaveBeenCalledWith('c', { teamId: 'billing', note: 'It is about an invoice' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('snoozes by typing a part of when', async () => {
  const snooze = vi.fn((_id: string, _until?: string) => Promise.resolve(held));
  stage(held, { snooze });
  perform('conversation.snooze');
  await userEvent.type(await screen.findByRole('combobox'), 'repl{Enter}');
  await waitFor(() => expect(snooze).toHaveBeenCalledWith('c', undefined));
});

it('asks before it reports spam', async () => {
  const spam = vi.fn(() => Promise.resolve(held));
  stage(held, { spam });
  perform('conversation.spam');
  expect((await screen.findByRole('alertdialog')).textContent).toContain('Ana Ruiz is blocked');
  expect(spam).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Close and block' }));
  expect(spam).toHaveBeenCalledWith('c');
});

it('leaves the keys to another conversation that is meant', () => {
  onStage(
    <KeysHere value={false}>
      <Steps conversation={held} onDetails={vi.fn()} onBack={vi.fn()} onBeside={null} />
    </KeysHere>,
    fakeClient(),
  );
  expect(perform('conversation.transfer')).toBe(false);
});
