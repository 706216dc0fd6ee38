import type { Activity } from '@deskbell/protocol';
import { expect, it } from 'vitest';
import { ana, asParticipant, at, bo, cleo, entry } from '../../../test/world';
import { activityWords } from './activityWords';

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const said = (activity: Activity, sender = asParticipant(bo), me = 'somebody else') =>
  plain(activityWords(entry(1, { kind: 'activity', sender, activity }), me));
const to = { id: cleo.id, name: cleo.name };
const from = { id: bo.id, name: bo.name };

it('names who did what', () => {
  expect(said({ type: 'created' }, ana)).toBe('Ana Ruiz started this conversation');
  expect(said({ type: 'resolved', from: 'active' })).toBe('Bo Lind resolved this');
  expect(said({ type: 'resolved', from: 'active' }, asParticipant(bo), 'bo')).toBe('You resolved this');
  expect(said({ type: 'closed', from: 'open' }, { type: 'system', name: '', key: 's' })).toBe('Deskbell closed this for good');
});

it('tells taking from giving', () => {
  expect(said({ type: 'assigned', assignee: from })).toBe('Bo Lind took this');
  expect(said({ type: 'assigned', assignee: to, previousAssignee: from })).toBe('Bo Lind assigned this to Cleo Marchetti');
  expect(said({ type: 'assigned', assignee: to, previousAssignee: from }, asParticipant(cleo), 'bo')).toBe(
    'Cleo Marchetti took this over from you',
  );
  expect(said({ type: 'assigned', assignee: to }, asParticipant(bo), 'cleo')).toBe('Bo Lind assigned this to you');
});

it('says to whom it went on, and why', () => {
  const team = { id: 't', name: 'Billing' };
  expect(said({ type: 'transferred', assignee: to, previousAssignee: from })).toBe('Bo Lind transferred this to Cleo Marchetti');
  expect(said({ type: 'transferred', team })).toBe('Bo Lind transferred this to the team Billing');
  expect(said({ type: 'transferred', assignee: to, team }, asParticipant(bo), 'cleo')).toBe(
    'Bo Lind transferred this to you, in the team Billing',
  );
  expect(said({ type: 'rated', score: 4, comment: 'Quick.' })).toBe('Bo Lind rated this 4 of 5: “Quick.”');
  expect(said({ type: 'escalated', reason: 'Threatens to leave' })).toBe('Bo Lind escalated this: “Threatens to leave”');
  const system = { type: 'system', name: '', key: 's' } as const;
  expect(said({ type: 'escalated', due: at('09:45'), team }, system)).toMatch(
    /^Deskbell escalated this to the team Billing: it was due at (09:45|9:45\sAM)$/,
  );
});

it('says until when it rests', () => {
  expect(said({ type: 'snoozed' })).toBe('Bo Lind snoozed this until the customer replies');
  expect(said({ type: 'snoozed', until: at('15:30') })).toMatch(/^Bo Lind snoozed this until (15:30|3:30\sPM)$/);
  expect(said({ type: 'unsnoozed' })).toBe('Bo Lind woke this up');
});

it('says what a field was and is', () => {
  expect(said({ type: 'priorityChanged', from: 'low', to: 'urgent' })).toBe('Bo Lind changed the priority from Low to Urgent');
  expect(said({ type: 'categoryChanged', from: null, to: 'shipping' })).toBe('Bo Lind set the category to Shipping');
  expect(said({ type: 'subjectChanged', from: 'A', to: null })).toBe('Bo Lind removed the subject');
  expect(said({ type: 'labelsChanged', added: ['vip', 'late'], removed: ['new'] })).toBe(
    'Bo Lind added the labels “vip”, “late” and removed the label “new”',
  );
});
