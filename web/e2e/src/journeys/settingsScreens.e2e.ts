import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../harness/axe';
import { journey } from '../harness/journey';

const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

journey('somebody who is invited joins by the link, once, and finds what is theirs to set', async (scene) => {
  const cleo = await scene.agent('Cleo Cruz', { role: 'admin' });
  await cleo.page.goto(`${scene.server.url}/desk/settings/agents/new`);
  await cleo.page.getByLabel('E-mail').fill('li@shop.test');
  await cleo.page.getByLabel('Name').fill('Li Wei');
  await cleo.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await cleo.page.getByLabel('Link').inputValue();
  await expectAccessible(cleo.page, 'the link of an invitation');
  await cleo.page.getByRole('button', { name: 'Done' }).click();
  await cleo.page.getByRole('list', { name: 'Open invitations' }).getByText('li@shop.test').waitFor();

  const li = await (await scene.profile('Li')).newPage();
  await li.goto(link);
  await li.getByLabel('Choose a password').fill('four words in a row');
  await expectAccessible(li, 'an invitation');
  await li.getByRole('button', { name: 'Join the desk' }).click();
  await li.getByRole('navigation', { name: 'Desk' }).waitFor();
  expect(new URL(li.url()).pathname).toBe('/desk/');
  await li.goto(`${scene.server.url}/desk/settings`);
  const sections = li.getByRole('navigation', { name: 'Sections' }).getByRole('link');
  await sections.first().waitFor();
  expect(await sections.allInnerTexts()).toEqual(['Canned responses', 'Macros']);
  await li.goto(`${scene.server.url}/desk/settings/agents`);
  await li.getByText('This is not yours to change').waitFor();

  const later = await (await scene.profile('Mallory')).newPage();
  await later.goto(link);
  await title(later, 'This invitation does not work any more');
  await expectAccessible(later, 'an invitation that was used');
});

journey('what is set of an inbox is what its customers get, and it is written down', async (scene) => {
  const { page } = await scene.agent('Cleo Cruz', { role: 'admin' });
  await page.goto(`${scene.server.url}/desk/settings/inboxes/${scene.inboxId}`);
  await page.getByRole('textbox', { name: 'Greeting' }).fill('Good to see you.');
  await page.getByRole('form', { name: 'Name and greeting' }).getByRole('button', { name: 'Save' }).click();
  await saved(page);
  const ana = await scene.customer();
  await ana.opensTheWidget();
  await ana.widget.getByText('Good to see you.').waitFor();

  // What the server does not take is said where it was written, and what is not saved is not lost unasked.
  await page.getByRole('link', { name: 'Routing' }).click();
  await page.getByLabel('Whoever has the fewest').check();
  await page.getByLabel('Time to accept').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('An offer stays open 5 to 600 seconds').waitFor();
  await page.getByRole('link', { name: 'Hours' }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByLabel('Time to accept').fill('20');
  await page.getByRole('button', { name: 'Save' }).click();
  await saved(page);

  await page.getByRole('link', { name: 'Audit log' }).click();
  const log = page.getByRole('list', { name: 'Audit log' });
  await log.getByText('Routing, offer seconds changed from 0 to 20').waitFor();
  await log.getByText('Good to see you.').waitFor();
});

journey('a label that was deleted by mistake is back by one press', async (scene) => {
  const { page } = await scene.agent('Cleo Cruz', { role: 'admin' });
  await page.goto(`${scene.server.url}/desk/settings/labels`);
  await page.getByRole('button', { name: 'New label' }).press('Enter');
  await page.getByLabel('Name').fill('VIP');
  await page.getByLabel('Name').press('Enter');
  await page.getByRole('link', { name: 'VIP' }).press('Enter');
  await page.getByRole('button', { name: 'Delete' }).press('Enter');
  await title(page, 'Labels');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByRole('link', { name: 'VIP' }).waitFor();
});

for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']] as const) {
  journey(`every section of the settings is accessible (${width}, ${colorScheme})`, async (scene) => {
    const device = { viewport: { width, height: 800 }, colorScheme };
    const { page } = await scene.agent('Cleo Cruz', { role: 'admin', device });
    const at = async (path: string, name: string) => {
      await page.goto(`${scene.server.url}/desk/settings/${path}`);
      await title(page, name);
      await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' });
      await expectAccessible(page, `settings, ${name}, ${width}, ${colorScheme}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, `how much wider than the window ${name} is`).toBe(0);
    };
    await at('organisation', 'Organisation');
    await at('agents', 'Agents');
    await at('agents/new', 'Invite somebody');
    await at('teams/new', 'New team');
    await at('inboxes', 'Inboxes');
    await at('categories', 'Categories');
    await at('labels', 'Labels');
    await at('canned-responses/new', 'New canned response');
    await at('macros/new', 'New macro');
    await at('blocks/new', 'Block an address');
    await at('audit', 'Audit log');
    await page.goto(`${scene.server.url}/desk/settings/inboxes/${scene.inboxId}?part=hours`);
    await page.getByLabel('This inbox has business hours').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    await page.reload();
    await page.getByLabel('Time zone').waitFor();
    await expectAccessible(page, `settings, business hours, ${width}, ${colorScheme}`);
  });
}
