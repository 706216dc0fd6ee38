import type { TimelineItem } from '@deskbell/client';
import { describe, expect, it } from 'vitest';
import { ana, bo, ada, happened, house, says } from '../../test/people';
import { itemOf } from '../../test/scripted';
import { buildRows, firstFrom, lastOwn, type Row } from './rows';

const at = (clock: string, day = '2026-11-21') => new Date(`${day}T${clock}:00`).toISOString();
const items = (...entries: ReturnType<typeof says>[]): TimelineItem[] => entries.map(itemOf);
const pending = (clientId: string, clock: string): TimelineItem => ({
  key: clientId,
  own: true,
  pending: { clientId, content: 'On its way', kind: 'message', state: 'sending', at: at(clock) },
});
/** Rows as a few words: who wrote how much, and the lines between. */
const told = (rows: readonly Row[]) =>
  rows.map((row) => (row.kind === 'group' ? `${row.own ? 'own' : row.sender?.name} ${row.items.length}` : row.kind));

describe('grouping', () => {
  it('puts messages of one person within five minutes under one time', () => {
    const rows = buildRows(
      items(
        says(bo, 'a', at('10:00'), 1),
        says(bo, 'b', at('10:04'), 2),
        says(bo, 'c', at('10:05'), 3),
        says(ada, 'd', at('10:05'), 4),
        says(ana, 'e', at('10:05'), 5),
      ),
      null,
    );
    expect(told(rows)).toEqual(['day', 'Bo Lind 2', 'Bo Lind 1', 'Ada Okafor 1', 'own 1']);
  });

  it('puts what is on its way under what was sent, and keeps its place when it becomes an entry', () => {
    const sent = itemOf(says(ana, 'a', at('10:00'), 1));
    const rows = buildRows([sent, pending('c-2', '10:01')], null);
    expect(told(rows)).toEqual(['day', 'own 2']);
    const later = buildRows([sent, itemOf(says(ana, 'On its way', at('10:01'), 2))], null, rows);
    expect(later.map((row) => row.key)).toEqual(rows.map((row) => row.key));
  });

  it('is broken by what happens in between, and by a new day', () => {
    const rows = buildRows(
      items(
        says(bo, 'a', at('23:58', '2026-11-20'), 1),
        says(bo, 'b', at('00:01'), 2),
        happened({ type: 'resolved', from: 'active' }, bo, at('00:02'), 3),
        says(bo, 'c', at('00:03'), 4),
      ),
      null,
    );
    expect(told(rows)).toEqual(['day', 'Bo Lind 1', 'day', 'Bo Lind 1', 'activity', 'Bo Lind 1']);
  });

  it('leaves out what needs no word, without breaking a group', () => {
    const rows = buildRows(
      items(
        happened({ type: 'created' }, ana, at('09:00', '2026-11-20'), 1),
        says(ana, 'a', at('10:00'), 2),
        happened({ type: 'labelsChanged', added: ['x'], removed: [] }, bo, at('10:01'), 3),
        says(ana, 'b', at('10:02'), 4),
      ),
      null,
    );
    expect(told(rows)).toEqual(['day', 'own 2']);
  });

  it('marks where what is new begins, and there only', () => {
    const entries = items(says(bo, 'a', at('10:00'), 1), says(bo, 'b', at('10:01'), 2), says(bo, 'c', at('10:02'), 3));
    expect(told(buildRows(entries, 2))).toEqual(['day', 'Bo Lind 1', 'fresh', 'Bo Lind 2']);
  });

  it('gives the same rows again for what has not changed', () => {
    const entries = items(says(bo, 'a', at('10:00'), 1), says(ana, 'b', at('10:01'), 2));
    const before = buildRows(entries, null);
    const after = buildRows([...entries, itemOf(says(bo, 'c', at('10:02'), 3))], null, before);
    expect(after.slice(0, 3).every((row, index) => row === before[index])).toBe(true);
  });
});

describe('what happened', () => {
  const billing = { id: 'billing', name: 'Billing' };
  const words = (entry: ReturnType<typeof happened>) => {
    const row = buildRows(items(entry), null).find((one) => one.kind === 'activity');
    return row?.kind === 'activity' ? row.words : null;
  };

  it.each([
    [happened({ type: 'assigned', assignee: { name: 'Bo Lind' } }, house, at('10:00'), 1), 'Bo Lind is now helping you'],
    [happened({ type: 'transferred', assignee: { name: 'Ada' } }, bo, at('10:00'), 1), 'Ada is now helping you'],
    [happened({ type: 'transferred', assignee: { name: 'Ada' }, team: billing }, bo, at('10:00'), 1), 'Ada is now helping you'],
    [happened({ type: 'transferred', team: billing }, bo, at('10:00'), 1), 'This was passed on to Billing'],
    [happened({ type: 'merged', conversationId: 'other' }, house, at('10:00'), 1), 'This goes on in your other conversation'],
    [happened({ type: 'escalated', reason: 'Angry' }, bo, at('10:00'), 1), null],
    [happened({ type: 'resolved', from: 'active' }, bo, at('10:00'), 1), 'Bo Lind marked this as resolved'],
    [happened({ type: 'reopened' }, ana, at('10:00'), 1), 'You opened this again'],
    [happened({ type: 'closed', from: 'resolved' }, house, at('10:00'), 1), 'This conversation was closed'],
    [happened({ type: 'created' }, ana, at('10:00'), 1), null],
  ])('is told in plain words', (entry, expected) => {
    expect(words(entry)).toBe(expected);
  });
});

describe('the message under which its state is told', () => {
  it('is the last of one’s own, on its way or not, and never something that happened', () => {
    const list = items(
      says(ana, 'a', at('10:00'), 1),
      says(bo, 'b', at('10:01'), 2),
      happened({ type: 'reopened' }, ana, at('10:02'), 3),
    );
    expect(lastOwn(list)).toBe(list[0]);
    const waiting = pending('p', '10:03');
    expect(lastOwn([...list, waiting])).toBe(waiting);
    expect(lastOwn([])).toBeNull();
  });
});

describe('the window on the rows', () => {
  const rows = buildRows(
    items(
      says(bo, 'a', at('10:00', '2026-11-20'), 1),
      says(bo, 'b', at('10:01', '2026-11-20'), 2),
      says(ana, 'c', at('10:00'), 3),
      says(bo, 'd', at('10:01'), 4),
    ),
    null,
  );

  it('begins with the group that holds the seq, and with the line of its day', () => {
    expect(firstFrom(rows, 0)).toBe(0);
    expect(firstFrom(rows, 2)).toBe(0);
    expect(firstFrom(rows, 3)).toBe(2);
    expect(firstFrom(rows, 4)).toBe(4);
    expect(firstFrom([], 4)).toBe(0);
  });
});
