import { describe, expect, it } from 'vitest';
import { durationText, minutesOf, UNREADABLE } from './duration';

describe('lengths of time', () => {
  it('are read as people write them', () => {
    expect(['15', '15 min', '4h', '4 h', '1 h 30 min', '1h30', '2 hours', ' 90 m '].map(minutesOf)).toEqual([
      15, 15, 240, 240, 90, 90, 120, 90,
    ]);
    expect(minutesOf('')).toBeNull();
    expect(['soon', '0', '-5', '1.5 h', 'h'].map(minutesOf)).toEqual([UNREADABLE, UNREADABLE, UNREADABLE, UNREADABLE, UNREADABLE]);
  });

  it('are written so that they are read back the same', () => {
    expect([15, 60, 90, 480, 2881].map(durationText)).toEqual(['15 min', '1 h', '1 h 30 min', '8 h', '48 h 1 min']);
    for (const minutes of [1, 59, 60, 61, 1440]) expect(minutesOf(durationText(minutes))).toBe(minutes);
    expect(durationText(null)).toBe('');
  });
});
