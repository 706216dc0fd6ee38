import { describe, expect, it } from 'vitest';
import { exportAddress } from './useAudit';
import { actionsOf, actionWords, fieldWords, valueWords } from './words';

describe('the audit log', () => {
  it('is read in words', () => {
    expect(actionWords('inbox.updated')).toBe('Inbox updated');
    expect(actionWords('cannedResponse.removed')).toBe('Canned response removed');
    expect(actionWords('some-thing.wasDone')).toBe('Some thing was done');
    expect(fieldWords('routing.offerSeconds')).toBe('Routing, offer seconds');
  });

  it('shows values shortly, and nothing for nothing', () => {
    expect([true, 5, 'blue', null, ''].map(valueWords)).toEqual(['on', '5', 'blue', null, null]);
    expect(valueWords({ to: 'none' })).toBe('{"to":"none"}');
    expect(valueWords('x'.repeat(500))).toHaveLength(121);
  });

  it('is narrowed by what is known, and by what nobody knew', () => {
    const actions = actionsOf([{ action: 'webhook.created' }], 'rare.thing');
    expect(actions).toEqual(expect.arrayContaining(['webhook.created', 'rare.thing', 'label.removed']));
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('is taken away with the filters that hold', () => {
    expect(exportAddress({ action: '', actor: '' })).toBe('/api/v1/audit?format=csv');
    expect(exportAddress({ action: 'inbox.updated', actor: 'bo' })).toBe('/api/v1/audit?format=csv&action=inbox.updated&actorId=bo');
  });
});
