import type { MacroAction } from '@deskbell/protocol';
import { expect, it } from 'vitest';
import { macroWords, type Names } from './macroWords';

const names: Names = {
  agent: (id) => ({ cleo: 'Cleo Marchetti' })[id],
  team: (id) => ({ billing: 'Billing' })[id],
  category: (key) => ({ payment: 'Payment' })[key] ?? key,
};
const words = (...actions: MacroAction[]) => macroWords({ id: 'm', name: 'M', scope: 'own', actions }, names);

it('says what will happen, in order', () => {
  expect(words({ type: 'reply', content: 'Your refund\nis on its way.' }, { type: 'priority', priority: 'low' }, { type: 'resolve' })).toBe(
    'Replies “Your refund is on its way.”, sets the priority to Low and resolves it',
  );
  expect(words({ type: 'assign', agentId: 'cleo' }, { type: 'snooze', minutes: 120 })).toBe(
    'Assigns it to Cleo Marchetti and snoozes it for 2 hours',
  );
});

it('says of whom it does not know any more', () => {
  expect(words({ type: 'assign', agentId: 'dan' })).toBe('Assigns it to somebody who has left');
  expect(words({ type: 'transferTeam', teamId: 'billing' }, { type: 'category', category: 'payment' })).toBe(
    'Transfers it to Billing and sets the category to Payment',
  );
});

it('shortens a long text', () => {
  expect(words({ type: 'note', content: 'x'.repeat(60) })).toBe(`Notes “${'x'.repeat(40)}…”`);
});
