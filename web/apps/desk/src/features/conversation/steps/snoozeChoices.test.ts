import { expect, it } from 'vitest';
import { at } from '../../../test/world';
import { fieldValue, snoozeChoices } from './snoozeChoices';

const choices = (clock: string, day?: string) => snoozeChoices(Date.parse(at(clock, day)));
const untilOf = (clock: string, key: string, day?: string) => choices(clock, day).find((one) => one.key === key)?.until;

it('offers a reply, an hour, the evening, tomorrow and next Monday', () => {
  expect(choices('10:00')).toEqual([
    { key: 'reply', until: null },
    { key: 'hour', until: at('11:00') },
    { key: 'evening', until: at('18:00') },
    { key: 'tomorrow', until: at('09:00', '2026-11-22') },
    { key: 'week', until: at('09:00', '2026-11-23') },
  ]);
});

it('offers no evening once it is near or gone', () => {
  expect(untilOf('16:59', 'evening')).toBe(at('18:00'));
  expect(untilOf('17:00', 'evening')).toBeUndefined();
  expect(untilOf('21:00', 'evening')).toBeUndefined();
});

it('means the Monday after, on a Monday', () => {
  expect(untilOf('08:00', 'week', '2026-11-23')).toBe(at('09:00', '2026-11-30'));
});

it('writes a moment as its field wants it, in the reader’s own zone', () => {
  expect(fieldValue(Date.parse(at('09:05')))).toBe('2026-11-21T09:05');
});
