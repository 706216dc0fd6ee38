import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { journey } from '../harness/journey';

const LATER = 80;

journey(
  'a word of an older conversation is found and opens where it stands, and a customer finds no word of a note',
  async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const ana = scene.byRest('Ana');
    const older = await scene.asked('Ana', 'Hello there');
    await ana.post(`conversations/${older}/messages`, { content: 'The turquoise kettle leaks' });
    await scene.admin.post(`conversations/${older}/notes`, { content: 'Her kettles are a nightmare' });
    for (let at = 1; at <= LATER; at += 1) await ana.post(`conversations/${older}/messages`, { content: `And more ${at}` });
    await scene.admin.post(`conversations/${older}/close`);
    await scene.asked('Ana', 'And now the toaster');
    const finds = async (who: typeof ana, q: string) => {
      const { items } = await who.get<{ items: { snippet: string }[] }>(`search?q=${q}`);
      return items.map(({ snippet }) => snippet);
    };
    await expect.poll(() => finds(scene.admin, 'toaster'), { timeout: 5000 }).toEqual(['And now the toaster']);

    await bo.goesTo('Search everything');
    await bo.page.getByRole('searchbox', { name: /^Search messages/ }).fill('turquoise');
    const found = bo.page.getByRole('list', { name: 'Search results' }).getByRole('link');
    await found.getByText('turquoise').waitFor();
    expect(await found.count()).toBe(1);
    expect(await found.locator('mark').allInnerTexts()).toEqual(['turquoise']);
    await found.click();
    await bo.sees('The turquoise kettle leaks');
    expect(bo.conversationId()).toBe(older);
    await expect.poll(() => isInSight(bo.timeline.getByText('The turquoise kettle leaks'))).toBe(true);

    await bo.page.goBack();
    await bo.page.getByRole('searchbox', { name: /^Search messages/ }).fill('nightmare');
    await found.getByText('Internal note').waitFor();
    expect(await finds(ana, 'turquoise')).toEqual(['The turquoise kettle leaks']);
    expect(await finds(ana, 'nightmare')).toEqual([]);
  },
  { settings: { DESKBELL_MESSAGES_PER_MINUTE: '0' } },
);

/** Whether something lies within the window. */
function isInSight(what: Locator): Promise<boolean> {
  return what.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}
