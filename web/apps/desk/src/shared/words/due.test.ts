import { expect, it } from 'vitest';
import { at } from '../../test/world';
import { dueTone, dueWords, momentWords } from './due';

const now = Date.parse(at('10:00'));
const due = { kind: 'firstResponse', at: at('10:12'), warned: false, breached: false } as const;
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '').replace(/09:00|9:00\sAM/, '9:00');

it('counts down, and then up', () => {
  expect(dueWords(due, now)).toBe('First reply due in 12 minutes');
  expect(dueWords({ ...due, at: at('10:00:30') }, now)).toBe('First reply due within a minute');
  expect(dueWords({ ...due, kind: 'resolution', at: at('09:00') }, now)).toBe('Resolution late by 1 hour');
});

it('marks brass once warned, and red once late', () => {
  expect(dueTone(due, now)).toBe('faint');
  expect(dueTone({ ...due, warned: true }, now)).toBe('brass');
  expect(dueTone({ ...due, breached: true }, now)).toBe('bad');
  expect(dueTone({ ...due, at: at('09:59') }, now)).toBe('bad');
});

it('names a moment by what is near', () => {
  expect(plain(momentWords(at('09:00'), now))).toBe('9:00');
  expect(plain(momentWords(at('09:00', '2026-11-22'), now))).toBe('tomorrow 9:00');
  expect(plain(momentWords(at('09:00', '2026-11-24'), now))).toBe('Tuesday 9:00');
  expect(plain(momentWords(at('09:00', '2026-12-24'), now))).toMatch(/^(24 Dec|Dec 24) 9:00$/);
});
