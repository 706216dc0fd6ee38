import { expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { stage } from '../../test/people';
import { ana, lineOf, type ScriptedLine } from '../../test/server';
import { createCustomerClient } from '../customer';
import { memoryStore } from '../storage/memory';
import type { CustomerRest } from '../rest/customer';

async function anaOnAPage() {
  const { clock, server } = stage();
  const id = server.conversation(1);
  let line!: ScriptedLine;
  const client = createCustomerClient({
    url: 'http://deskbell.test',
    side: 'customer',
    person: ana.key,
    token: () => Promise.resolve('token'),
    clock,
    random: () => 0,
    store: memoryStore(),
    rest: {} as CustomerRest,
    connect: lineOf(server, ana, (made) => {
      line = made;
    }),
  });
  client.connect();
  await settle();
  return { server, id, client, line: () => line };
}

it('knows where a conversation stands in the line, and nothing of it once it waits no more or the connection is lost', async () => {
  const { id, client, line } = await anaOnAPage();
  const place = { position: 2, estimatedWaitMs: 240_000 };
  const told = { conversationId: id, ...place };
  line().tell('queue-position', told);
  await settle();
  expect(client.places.get().get(id)).toEqual(place);
  line().tell('queue-position', { ...told, position: 1, estimatedWaitMs: null });
  await settle();
  expect(client.places.get().get(id)).toMatchObject({ position: 1, estimatedWaitMs: null });
  line().tell('queue-position', { ...told, position: null, estimatedWaitMs: null });
  await settle();
  expect(client.places.get().size).toBe(0);
  line().tell('queue-position', told);
  await settle();
  expect(client.places.get().size).toBe(1);
  line().drop();
  expect(client.places.get().size).toBe(0);
});

it('says which page it is on, at each change and again after each reconnect', async () => {
  const { server, client, line } = await anaOnAPage();
  const said = () => server.asked.filter((one) => one.name === 'set-context').map((one) => one.payload);
  const cart = { url: 'https://shop.test/cart', language: 'en' };
  client.setContext(cart);
  await settle();
  expect(said()).toEqual([cart]);
  line().drop();
  client.setContext({ url: 'https://shop.test/pay', language: 'en' });
  await settle();
  expect(said()).toEqual([cart]);
  line().open();
  await settle();
  expect(said()).toEqual([cart, { url: 'https://shop.test/pay', language: 'en' }]);
});
