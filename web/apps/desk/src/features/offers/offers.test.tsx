import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { perform } from '../../shared/keys/actions';
import { fakeClient } from '../../test/fakeClient';
import { onStage } from '../../test/stage';
import { bo, cleo, conversation } from '../../test/world';
import { Offers } from './Offers';
import { offersFor, secondsLeft } from './offersFor';

const now = Date.parse('2026-11-21T10:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const offered = (id: string, seconds: number, to = bo) =>
  conversation(id, {
    offer: { agent: { id: to.id, name: to.name }, endsAt: inSeconds(seconds) },
    customer: { id: 'ana', name: 'Ana Ruiz', email: null },
  });

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('knows what is offered to oneself, the most pressing first, and nothing whose time is over', () => {
  const all = [offered('late', 30), offered('soon', 10), offered('over', -1), offered('hers', 5, cleo), conversation('none')];
  expect(offersFor(all, 'bo', now).map(({ id }) => id)).toEqual(['soon', 'late']);
  expect(secondsLeft(offered('soon', 9.2), now)).toBe(10);
});

it('shows who waits and how long there is, and takes by key', async () => {
  const fake = fakeClient();
  const open = vi.fn();
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now });
  onStage(<Offers open={open} />, fake);
  act(() => fake.tell(offered('c', 20)));
  expect(screen.getByRole('heading').textContent).toBe('Ana Ruiz is waiting for you');
  expect(screen.getByText('20 seconds left to answer')).toBeTruthy();
  act(() => void vi.advanceTimersByTime(2000));
  expect(screen.getByText('18 seconds left to answer')).toBeTruthy();
  expect(perform('offer.accept')).toBe(true);
  await vi.waitFor(() => expect(open).toHaveBeenCalledWith('c'));
  expect(fake.client.acceptOffer).toHaveBeenCalledWith('c');
});

it('goes when it is declined elsewhere, or its time runs out', async () => {
  const fake = fakeClient();
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'], now });
  onStage(<Offers open={vi.fn()} />, fake);
  act(() => fake.tell(offered('c', 2)));
  expect(screen.queryByRole('region')).not.toBeNull();
  act(() => void vi.advanceTimersByTime(2000));
  expect(screen.queryByRole('region')).toBeNull();
  act(() => fake.tell(offered('d', 20)));
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.queryByRole('region')).not.toBeNull();
  act(() => fake.tell(conversation('d')));
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.queryByRole('region')).toBeNull();
});

it('is declined by its button', async () => {
  const fake = fakeClient();
  fake.tell(conversation('c', { offer: { agent: { id: 'bo', name: 'Bo' }, endsAt: new Date(Date.now() + 60_000).toISOString() } }));
  onStage(<Offers open={vi.fn()} />, fake);
  await userEvent.click(screen.getByRole('button', { name: 'Decline' }));
  expect(fake.client.declineOffer).toHaveBeenCalledWith('c');
  expect(screen.queryByRole('region')).toBeNull();
});
