import { describe, expect, it } from 'vitest';
import { dayKey, dayName, exactTime, longAge, shortAge } from './timeWords';

const now = new Date(2026, 10, 21, 10, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(now - ms).toISOString();

describe('how long ago', () => {
  it.each([
    [0, 'now'],
    [-5 * MINUTE, 'now'],
    [59_999, 'now'],
    [2 * MINUTE, '2m'],
    [3 * HOUR, '3h'],
    [6 * DAY, '6d'],
    [20 * DAY, 'Nov 1'],
    [400 * DAY, 'Oct 17, 2025'],
  ])('%i ms is short for %s', (ms, words) => {
    expect(shortAge(ago(ms), now, 'en')).toBe(words);
  });

  it.each([
    [0, 'now'],
    [MINUTE, '1 minute ago'],
    [25 * HOUR, 'yesterday'],
    [3 * DAY, '3 days ago'],
  ])('%i ms is said as %s', (ms, words) => {
    expect(longAge(ago(ms), now, 'en')).toBe(words);
  });

  it('speaks the language it is told', () => {
    expect(longAge(ago(2 * MINUTE), now, 'de')).toBe('vor 2 Minuten');
    expect(exactTime(ago(0), 'en')).toMatch(/November 21, 2026/);
  });
});

describe('the name of a day', () => {
  it.each([
    [HOUR, 'Today'],
    [11 * HOUR, 'Yesterday'],
    [4 * DAY, 'Tuesday'],
    [30 * DAY, 'Thursday, October 22'],
    [400 * DAY, 'Friday, October 17, 2025'],
  ])('%i ms ago is %s', (ms, name) => {
    expect(dayName(ago(ms), now, 'en')).toBe(name);
  });

  it('groups by the calendar day of the reader', () => {
    expect(dayKey(now)).toBe('2026-11-21');
    expect(dayKey(ago(11 * HOUR))).toBe('2026-11-20');
  });
});
