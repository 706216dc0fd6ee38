import { expect, it } from 'vitest';
import { settle } from '../test/clock';
import { Page, stage } from '../test/people';
import { bo } from '../test/server';

async function boAtTheDesk() {
  const { server } = stage();
  const id = server.conversation(1);
  const page = await new Page(server, bo).arrives();
  const sent = (name: string) => server.asked.filter((one) => one.name === name).map((one) => one.payload);
  return { server, id, page, sent };
}

it('names colleagues beside the note that names them, and nobody beside one that does not', async () => {
  const { id, page, sent } = await boAtTheDesk();
  const timeline = await page.opens(id);
  timeline.note('@Cleo look', ['cleo']);
  await settle();
  timeline.note('Never mind');
  await settle();
  expect(sent('add-note')).toMatchObject([{ content: '@Cleo look', mentions: ['cleo'] }, { content: 'Never mind' }]);
  expect(sent('add-note')[1]).not.toHaveProperty('mentions');
});

it('knows a conversation that is held out to it, and takes it', async () => {
  const { server, id, page, sent } = await boAtTheDesk();
  const offer = { agent: { id: 'bo', name: 'Bo' }, endsAt: '2026-11-21T10:00:30.000Z' };
  page.line.tell('offer', { conversation: { ...server.copy(id, bo), offer }, endsAt: offer.endsAt });
  await settle();
  expect(page.client.conversations.get().get(id)?.offer).toEqual(offer);
  await page.client.acceptOffer(id);
  expect(sent('accept-offer')).toEqual([{ conversationId: id }]);
  expect(page.client.conversations.get().get(id)?.offer).toBeUndefined();
});

it('gives a conversation away with a note', async () => {
  const { id, page, sent } = await boAtTheDesk();
  await page.client.transfer(id, { agentId: 'cleo', note: 'She knows you' });
  expect(sent('transfer-chat')).toEqual([{ conversationId: id, agentId: 'cleo', note: 'She knows you' }]);
});
