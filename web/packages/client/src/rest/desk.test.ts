import { expect, it } from 'vitest';
import { createRest } from './rest';

/** A server that answers everything with the same body and remembers what it was asked. */
function door(answer: unknown) {
  const asked: [string, unknown][] = [];
  const rest = createRest({
    url: 'http://deskbell.test',
    bearer: () => Promise.resolve('token'),
    fetch: (url, { method, body }) => {
      asked.push([`${method} ${url.replace('http://deskbell.test/api/v1/', '')}`, body === undefined ? null : JSON.parse(body)]);
      return Promise.resolve({ ok: true, status: 200, text: () => Promise.resolve(JSON.stringify(answer)) });
    },
  });
  return { asked, desk: rest.desk };
}

it('asks for each step of an agent at its address', async () => {
  const conversation = { id: 'c' };
  const { asked, desk } = door({ conversation });
  await expect(desk.transfer('c', { teamId: 't', note: 'For you' })).resolves.toEqual(conversation);
  await desk.escalate('c', { reason: 'Angry' });
  await desk.snooze('c');
  await desk.snooze('c', '2026-11-22T08:00:00.000Z');
  await desk.wake('c');
  await desk.follow('c', true);
  await desk.follow('c', false);
  expect(asked).toEqual([
    ['POST conversations/c/transfer', { teamId: 't', note: 'For you' }],
    ['POST conversations/c/escalate', { reason: 'Angry' }],
    ['POST conversations/c/snooze', {}],
    ['POST conversations/c/snooze', { until: '2026-11-22T08:00:00.000Z' }],
    ['DELETE conversations/c/snooze', null],
    ['PUT conversations/c/follow', null],
    ['DELETE conversations/c/follow', null],
  ]);
});

it('writes on a customer’s record', async () => {
  const { asked, desk } = door({ customer: { id: 'ana' }, note: { id: 'n' } });
  await expect(desk.patchCustomer('ana', { email: null })).resolves.toEqual({ id: 'ana' });
  await expect(desk.addCustomerNote('ana', 'Likes brevity')).resolves.toEqual({ id: 'n' });
  await desk.removeCustomerNote('ana', 'n');
  await desk.block('ana', 'Threats');
  await desk.unblock('ana');
  expect(asked).toEqual([
    ['PATCH customers/ana', { email: null }],
    ['POST customers/ana/notes', { content: 'Likes brevity' }],
    ['DELETE customers/ana/notes/n', null],
    ['PUT customers/ana/block', { reason: 'Threats' }],
    ['DELETE customers/ana/block', null],
  ]);
});
