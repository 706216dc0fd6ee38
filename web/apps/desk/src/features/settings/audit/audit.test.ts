import { describe, expect, it } from 'vitest';
import { exportAddress } from './useAudit';
import { actionsOf, actionWords, fieldWords, leaves, valueWords } from './words';

describe('the audit log', () => {
  it('is read in words', () => {
    expect(actionWords('inbox.updated')).toBe('Inbox updated');
    expect(actionWords('cannedResponse.removed')).toBe('Canned response removed');
    expect(actionWords('some-thing.wasDone')).toBe('Some thing was done');
    expect(fieldWords('routing.offerSeconds')).toBe('Routing, offer seconds');
    expect(['teamIds', 'ownerId', 'email'].map(fieldWords)).toEqual(['Teams', 'Owner', 'E-mail']);
  });

  it('shows values shortly, and nothing for nothing', () => {
    const words = (value: unknown) => valueWords(value);
    expect([true, 5, 'blue', null, '', []].map(words)).toEqual(['on', '5', 'blue', null, null, null]);
    expect(words({ id: 'b', name: 'Bo Lind' })).toBe('Bo Lind');
    expect(words([{ from: '09:00', to: '17:00' }])).toBe('from 09:00, to 17:00');
    expect(valueWords(['t1', 't2'], new Map([['t1', 'Support']]))).toBe('Support, t2');
    expect(valueWords('x'.repeat(500))).toHaveLength(121);
  });

  it('shows of what has fields itself only those that differ', () => {
    const sla = (urgent: number | null) => ({ warnPercent: 80, targets: { urgent: { firstResponseMinutes: urgent } } });
    expect(leaves([{ field: 'sla', from: sla(15), to: sla(20) }])).toEqual([
      { field: 'sla.targets.urgent.firstResponseMinutes', from: 15, to: 20 },
    ]);
    const by = { id: 'b', name: 'Bo Lind' };
    expect(leaves([{ field: 'by', from: null, to: by }])).toEqual([{ field: 'by', from: null, to: by }]);
    expect(leaves([{ field: 'routing', from: null, to: { strategy: 'manual' } }])).toEqual([
      { field: 'routing.strategy', from: undefined, to: 'manual' },
    ]);
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
