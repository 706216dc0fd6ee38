import { describe, expect, it } from 'vitest';
import { asParticipant, at, bo, cleo, item, pending } from '../../../test/world';
import { linesOf, receiptKey, type Line } from './lines';

/** The lines in short: what stands there, and where groups begin and end. */
const told = (lines: readonly Line[]) =>
  lines.map((line) => (line.kind === 'letter' ? `${line.first ? '[' : ' '}${line.key}${line.last ? ']' : ' '}` : line.kind));

describe('the lines of a timeline', () => {
  it('groups one sender within five minutes', () => {
    const items = [
      item(1, { createdAt: at('10:00') }),
      item(2, { createdAt: at('10:04:59') }),
      item(3, { createdAt: at('10:10') }),
    ];
    expect(told(linesOf(items, null))).toEqual(['day', '[key 1 ', ' key 2]', '[key 3]']);
  });

  it('begins anew with another sender, a note, an activity and a day', () => {
    const sender = asParticipant(cleo);
    const items = [
      item(1, { sender }),
      item(2, { sender: asParticipant(bo) }),
      item(3, { sender: asParticipant(bo), kind: 'note' }),
      item(4, { kind: 'activity', activity: { type: 'reopened' } }),
      item(5, {}),
      item(6, { createdAt: at('10:00', '2026-11-22') }),
    ];
    expect(told(linesOf(items, null))).toEqual([
      'day',
      '[key 1]',
      '[key 2]',
      '[key 3]',
      'activity',
      '[key 5]',
      'day',
      '[key 6]',
    ]);
  });

  it('marks where what is new begins', () => {
    expect(told(linesOf([item(1), item(2), item(3)], 2))).toEqual(['day', '[key 1]', 'unread', '[key 2 ', ' key 3]']);
    expect(told(linesOf([item(1), item(2)], 1))).toEqual(['day', '[key 1 ', ' key 2]']);
  });

  it('joins what is on its way to what one has just written', () => {
    const mine = item(1, { sender: asParticipant(bo), own: true, createdAt: at('10:29') });
    const lines = linesOf([mine, pending('more')], null);
    expect(told(lines)).toEqual(['day', '[key 1 ', ' client id of more]']);
  });

  it('keeps its lines apart by keys that do not repeat', () => {
    const keys = linesOf([item(1), item(2, { createdAt: at('09:00', '2026-11-22') })], 2).map((line) => line.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the receipt', () => {
  const ours = (seq: number) => item(seq, { sender: asParticipant(bo), own: true, mark: 'sent' });

  it('stands below the newest message when it is ours', () => {
    expect(receiptKey([item(1), ours(2), item(3, { kind: 'note' })])).toBe('key 2');
  });

  it('is gone once the customer has answered or more is on its way', () => {
    expect(receiptKey([ours(1), item(2)])).toBeNull();
    expect(receiptKey([ours(1), pending('more')])).toBeNull();
  });
});
