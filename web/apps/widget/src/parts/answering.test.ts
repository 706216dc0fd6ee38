import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering, openingWords, presenceWords } from './answering';

const at = (day: number, clock: string) => new Date(`2026-11-${day}T${clock}:00`).toISOString();
/** A Friday evening. */
const now = Date.parse(at(20, '18:00'));

describe('from when on somebody answers', () => {
  it.each([
    [at(20, '19:30'), '19:30'],
    [at(21, '10:00'), 'Saturday 10:00'],
    [at(23, '10:00'), 'Monday 10:00'],
    [at(28, '10:00'), 'Saturday 28 November at 10:00'],
  ])('is said as short as it stays clear', (opens, words) => expect(openingWords(opens, now, 'en-GB')).toBe(words));

  it('is said in the customer’s language', () => expect(openingWords(at(23, '09:00'), now, 'de')).toBe('Montag, 09:00'));
});

describe('who is there', () => {
  afterEach(() => void vi.useRealTimers());
  const words = (but: object) => presenceWords({ available: false, leaveMessage: false, onlineCount: 0, agents: [], ...but });

  it('is said together with what will become of a message', () => {
    vi.useFakeTimers({ now });
    const opensAt = at(20, '19:30');
    const clock = openingWords(opensAt);
    expect(words({ available: true, onlineCount: 2, leaveMessage: false })).toBe('2 people here');
    expect(words({ leaveMessage: true, opensAt })).toBe(`Nobody is here right now. Leave a message; we answer from ${clock}.`);
    expect(words({ leaveMessage: true })).toBe('Nobody is here right now. Leave a message and we will answer.');
    expect(words({ available: true, leaveMessage: true, opensAt })).toBe(`We are closed right now. Leave a message; we answer from ${clock}.`);
    expect(words({ available: true, leaveMessage: true })).toBe('Nobody can answer right now. Leave a message and we will answer.');
    expect(words({ leaveMessage: false })).toBe('Nobody is here right now. Write, and we answer in turn.');
  });

  it('is nothing to go by while it is unknown, and says when only for those who leave a message', () => {
    expect(answering(null)).toEqual({ leaving: false, opening: null });
    expect(answering({ available: true, onlineCount: 1, agents: [], leaveMessage: false, opensAt: at(23, '09:00') }).opening).toBeNull();
  });
});
