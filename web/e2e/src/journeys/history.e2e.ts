import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { journey } from '../harness/journey';
import type { Scene } from '../harness/scene';

const COUNT = 130;
const text = (index: number) => `Message number ${index}`;

/** Writes into a conversation as the customer does from a program of the shop. */
async function writes(scene: Scene, id: string, name: string, from: number, to: number): Promise<void> {
  const headers = { authorization: `Bearer ${scene.customerToken(name)}`, 'content-type': 'application/json' };
  for (let index = from; index <= to; index += 1) {
    const body = JSON.stringify({ content: text(index) });
    const answer = await fetch(`${scene.server.url}/api/v1/conversations/${id}/messages`, { method: 'POST', headers, body });
    expect(answer.status, await answer.text()).toBe(201);
  }
}

/** Turns the wheel over the timeline until the text is there. */
async function scrollsBackTo(timeline: Locator, wanted: string): Promise<void> {
  await timeline.hover();
  await expect
    .poll(
      async () => {
        await timeline.page().mouse.wheel(0, -1500);
        return timeline.getByText(wanted, { exact: true }).count();
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe(1);
}

/** How far the text is from the top of the timeline, in px. */
async function placeOf(timeline: Locator, wanted: string): Promise<number> {
  const [box, line] = [await timeline.boundingBox(), await timeline.getByText(wanted, { exact: true }).boundingBox()];
  return Math.round((line?.y ?? NaN) - (box?.y ?? NaN));
}

journey(
  'a long conversation opens at its end, is read back to its beginning, and what comes meanwhile moves nothing',
  async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const ana = await scene.knownCustomer('Ana Ruiz');
    await ana.starts(text(0));
    await bo.opens(text(0));
    await writes(scene, bo.conversationId(), 'Ana Ruiz', 1, COUNT);
    await bo.sees(text(COUNT));
    await ana.sees(text(COUNT));
    await ana.reloads();
    await ana.opensTheWidget();
    await bo.reloads();

    for (const timeline of [ana.timeline, bo.timeline]) {
      await timeline.getByText(text(COUNT), { exact: true }).waitFor();
      expect(await timeline.getByText(text(0), { exact: true }).count()).toBe(0);
      await scrollsBackTo(timeline, text(0));
    }

    // Both read what is old; then something new comes.
    const [anaReads, boReads] = [await placeOf(ana.timeline, text(2)), await placeOf(bo.timeline, text(2))];
    await writes(scene, bo.conversationId(), 'Ana Ruiz', COUNT + 1, COUNT + 1);
    await bo.page.getByRole('button', { name: '1 new message' }).waitFor();
    await ana.widget.getByRole('button', { name: 'Go to the newest message' }).waitFor();
    expect(await placeOf(ana.timeline, text(2))).toBe(anaReads);
    expect(await placeOf(bo.timeline, text(2))).toBe(boReads);

    await bo.page.getByRole('button', { name: '1 new message' }).click();
    await bo.timeline.getByText(text(COUNT + 1), { exact: true }).waitFor();
    await bo.replies('I have read it all');
    await ana.widget.getByRole('button', { name: '1 new message' }).click();
    await ana.sees('I have read it all');
    await bo.seesItRead();
  },
  { settings: { DESKBELL_MESSAGES_PER_MINUTE: '0' } },
);
