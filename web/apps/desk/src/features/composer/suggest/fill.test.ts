import { expect, it } from 'vitest';
import { bo, cleo, conversation } from '../../../test/world';
import { filled, mentionsIn } from './fill';

const ana = conversation('c', { subject: 'Order 1042', customer: { id: 'ana', name: 'Ana Ruiz', email: 'ana@shop.test' } });
const facts = { conversation: ana, agent: 'Bo Lind', inbox: 'Shop' };

it('fills every variable', () => {
  const text = 'Hi {{customer.firstName}} ({{customer.name}}, {{customer.email}}), {{ conversation.subject }}: {{agent.firstName}} of {{inbox.name}}, {{agent.name}}';
  expect(filled(text, facts)).toBe('Hi Ana (Ana Ruiz, ana@shop.test), Order 1042: Bo of Shop, Bo Lind');
});

it('leaves no gap where nothing is known, and keeps what is no variable', () => {
  const unknown = { ...facts, conversation: conversation('c', { customer: { id: 'v', name: '', email: null } }) };
  expect(filled('Hi {{customer.firstName}}, about {{conversation.subject}} now', unknown)).toBe('Hi, about now');
  expect(filled('Two  spaces and {{order.number}}', facts)).toBe('Two  spaces and {{order.number}}');
});

it('finds whom a note names, and tells those apart who begin alike', () => {
  const short = { ...bo, id: 'short', name: 'Bo' };
  expect(mentionsIn('@Bo Lind, and @Cleo Marchetti too', [short, bo, cleo])).toEqual(['cleo', 'bo']);
  expect(mentionsIn('@Bo look', [short, bo])).toEqual(['short']);
  expect(mentionsIn('Bo Lind knows', [bo])).toEqual([]);
});
