import { LineError, RefusalError } from '@deskbell/client';
import { describe, expect, it } from 'vitest';
import { bo } from '../../../test/world';
import { differing, problemOf, problemsOf, without } from './problems';
import { mayChange, scopeOptions } from './scopes';

const refused = (...errors: [field: string, message: string][]) =>
  new RefusalError(
    { code: 'invalid', message: 'Not so.' },
    errors.map(([field, message]) => ({ field, code: 'invalid', message })),
  );

describe('a refusal', () => {
  it('is said at the field it is about, however deep', () => {
    const { fields, sentence } = problemsOf(refused(['hours.days.mon', 'Two overlap.']), ['hours', 'name']);
    expect(sentence).toBeNull();
    expect(problemOf(fields, 'hours')).toBe('Two overlap.');
    expect(problemOf(fields, 'hours.days.mon')).toBe('Two overlap.');
    expect(problemOf(fields, 'hours.days.tue')).toBeUndefined();
    expect(problemOf(fields, 'hour')).toBeUndefined();
  });

  it('is said below when no field on screen is meant', () => {
    expect(problemsOf(refused(['elsewhere', 'Hidden.']), ['name'])).toEqual({ fields: {}, sentence: 'Not so.' });
    expect(problemsOf(refused(['elsewhere', 'Hidden.'], ['name', 'Short.']), ['name'])).toEqual({
      fields: { name: 'Short.' },
      sentence: 'Hidden.',
    });
    expect(problemsOf(new LineError('down'), ['name']).sentence).toContain('cannot be reached');
  });

  it('because something is there already is said where it was named', () => {
    const taken = new RefusalError({ code: 'conflict', message: 'There is one of this name.' });
    expect(problemsOf(taken, ['name'], 'name')).toEqual({ fields: { name: 'There is one of this name.' }, sentence: null });
    expect(problemsOf(taken, ['name'])).toEqual({ fields: {}, sentence: 'There is one of this name.' });
  });

  it('is forgotten for a field that is written anew', () => {
    expect(without({ 'rules[2]': 'No.', name: 'No.' }, ['rules'])).toEqual({ name: 'No.' });
  });
});

describe('what is sent', () => {
  it('is what differs from what the server has', () => {
    const had = { name: 'a', days: { mon: [1] }, on: true };
    expect(differing(had, { name: 'a', days: { mon: [1] }, on: false })).toEqual({ on: false });
    const rule: { team?: string | null; word: string } = { team: null, word: 'x' };
    expect(differing({ rule }, { rule: { word: 'x' } })).toEqual({});
    expect(differing({ rule: [1, 2] }, { rule: [2, 1] })).toEqual({ rule: [2, 1] });
  });
});

describe('what is shared', () => {
  it('is changed by supervisors and admins, and one’s own by oneself', () => {
    const own = { scope: 'own', ownerId: 'bo' } as const;
    expect(mayChange(bo, own)).toBe(true);
    expect(mayChange({ ...bo, id: 'cleo' }, own)).toBe(false);
    expect(mayChange(bo, { scope: 'everyone' })).toBe(false);
    expect(mayChange({ ...bo, role: 'supervisor' }, { scope: 'team' })).toBe(true);
    expect(scopeOptions(bo).map(({ value }) => value)).toEqual(['own']);
  });
});
