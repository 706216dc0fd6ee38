import type { BrowserContextOptions, Page } from 'playwright-core';
import { expectAccessible } from '../harness/axe';
import { fitsAcross } from '../harness/fits';
import { journey } from '../harness/journey';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Every section of the settings, and the page that makes one of its kind. */
const SECTIONS = [
  'canned-responses',
  'canned-responses/new',
  'macros',
  'macros/new',
  'labels',
  'labels/new',
  'categories',
  'categories/new',
  'agents',
  'agents/new',
  'teams',
  'teams/new',
  'organisation',
  'inboxes',
  'blocks',
  'audit',
];

/** Everybody can use what is on screen, and nothing of it sticks out. */
async function holdsOn(page: Page, state: string): Promise<void> {
  await expectAccessible(page, state);
  await fitsAcross(page, state);
}

for (const [width, device] of [
  [1280, DESKTOP],
  [390, PHONE],
] as const) {
  journey(`what is done with conversations is accessible at ${width} px`, async (scene) => {
    const bo = await scene.agent('Bo Berg', { device, role: 'supervisor' });
    const id = await scene.asked('Ana Ruiz', 'Where is my order?', 'Order 1042');
    await scene.asked('Ben Book', 'And where is mine?');
    const { page } = bo;
    const holds = (state: string) => holdsOn(page, `desk, ${state}, ${width} px`);
    await bo.seesInList('Where is my order?');
    await page.keyboard.press('*');
    await page.getByRole('toolbar', { name: 'Selected conversations' }).waitFor();
    await holds('selected conversations');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F');
    await page.getByRole('dialog', { name: 'Filters' }).waitFor();
    await holds('filters');
    await page.keyboard.press('Escape');

    await page.goto(`${scene.server.url}/desk/c/${id}`);
    await bo.sees('Where is my order?');
    for (const [step, title] of [
      ['Transfer…', 'Transfer'],
      ['Escalate…', 'Escalate'],
      ['Snooze…', 'Snooze until'],
      ['Print or save…', 'Transcript'],
    ] as const) {
      await bo.choosesStep(step);
      await bo.dialog(title).waitFor();
      await holds(title);
      await page.keyboard.press('Escape');
      await bo.dialog(title).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'More steps' }).click();
    await page.getByRole('menu', { name: 'More steps' }).waitFor();
    await holds('steps');
    await page.keyboard.press('Escape');
    if (width < 1280) await bo.choosesStep('Details');
    await page.getByText('Ana Ruiz').first().waitFor();
    await holds('details');
  });

  journey(`board, search and settings are accessible at ${width} px`, async (scene) => {
    const ada = await scene.agent('Ada Admin', { device, role: 'admin' });
    await scene.asked('Ana Ruiz', 'Where is my order?', 'Order 1042');
    await scene.admin.post('labels', { name: 'refund', color: '#c0392b' });
    await scene.admin.post('canned-responses', { shortcut: 'way', title: 'On its way', content: 'It left today.', scope: 'everyone' });
    await scene.admin.post('macros', { name: 'Done', scope: 'everyone', actions: [{ type: 'resolve' }] });
    await scene.admin.post('invitations', { email: 'dora@shop.test', role: 'agent' });
    await scene.admin.post('blocks', { address: '203.0.113.7', reason: 'Spam' });
    const { page } = ada;
    const holds = (state: string) => holdsOn(page, `desk, ${state}, ${width} px`);
    await ada.goesTo('Live board');
    await page.getByRole('button', { name: 'Hand out the conversation with Ana Ruiz' }).waitFor();
    await holds('board');
    await ada.goesTo('Search everything');
    await holds('search, nothing yet');
    await page.getByRole('searchbox', { name: /^Search messages/ }).fill('order');
    await page.getByRole('list', { name: 'Search results' }).getByRole('link').first().waitFor();
    await holds('search');
    await ada.goesTo('Settings');
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();
    await holds('settings');
    for (const section of SECTIONS) {
      await page.goto(`${scene.server.url}/desk/settings/${section}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Loading').waitFor({ state: 'detached' });
      await holds(`settings, ${section}`);
    }
    for (const part of ['general', 'website', 'hours', 'routing', 'customers']) {
      await page.goto(`${scene.server.url}/desk/settings/inboxes/${scene.inboxId}?part=${part}`);
      await page.getByRole('button', { name: 'Save' }).first().waitFor();
      await holds(`settings, inbox, ${part}`);
    }
  });
}
