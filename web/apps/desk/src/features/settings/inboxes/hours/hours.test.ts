import { describe, expect, it } from 'vitest';
import { firstHours, fromField, hoursProblems, toField, withOneMore, zoneOptions } from './hours';

describe('business hours', () => {
  it('begin as a working week', () => {
    const { days, timeZone } = firstHours();
    expect(days.mon).toEqual([{ from: '09:00', to: '17:00' }]);
    expect(days.sat).toEqual([]);
    expect(days.mon).not.toBe(days.tue);
    expect(timeZone).not.toBe('');
  });

  it('may end at midnight, which a field of the browser calls 00:00', () => {
    expect(toField('24:00')).toBe('00:00');
    expect(fromField('00:00')).toBe('24:00');
    expect(fromField('17:00')).toBe('17:00');
    const hours = { ...firstHours(), days: { ...firstHours().days, mon: [{ from: '20:00', to: '24:00' }] } };
    expect(hoursProblems(hours)).toEqual({});
  });

  it('end after they begin, and there are some', () => {
    const { days, ...rest } = firstHours();
    expect(hoursProblems({ ...rest, days: { ...days, tue: [{ from: '17:00', to: '09:00' }] } })).toHaveProperty([
      'businessHours.days.tue',
    ]);
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    expect(hoursProblems({ ...rest, days: none })).toHaveProperty(['businessHours.days']);
    expect(hoursProblems(null)).toEqual({});
  });

  it('go on after the last ones when a day gets more', () => {
    expect(withOneMore([])).toEqual([{ from: '09:00', to: '17:00' }]);
    expect(withOneMore([{ from: '08:00', to: '12:00' }]).at(-1)).toEqual({ from: '13:00', to: '15:00' });
    const late = withOneMore([{ from: '08:00', to: '23:30' }]).at(-1)!;
    expect(late.from < late.to).toBe(true);
  });

  it('know the zone that is set, also one this browser does not', () => {
    expect(zoneOptions('Mars/Olympus').map(({ value }) => value)).toContain('Mars/Olympus');
    expect(zoneOptions('Europe/Berlin').find(({ value }) => value === 'Europe/Berlin')).toMatchObject({ group: 'Europe' });
  });
});
