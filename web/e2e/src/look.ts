/**
 * Pictures of every main screen, for people to look at: narrow and wide, light and dark, and right to left.
 * Not part of the gate: `npm run look`, into the folder that LOOK_FOLDER names (a new one when it names none).
 */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import type { AgentAtDesk } from './harness/agent';
import type { CustomerInShop } from './harness/customer';
import { Scene, type Coming } from './harness/scene';

const SIZES = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } } as const;
const PEOPLE = [
  ['Ana Ruiz', 'Order 1042', 'Where is my order? It should have been here on Tuesday.'],
  ['Li Wei', 'Refund', 'Refund please'],
  ['Oluwaseun Adebayo-Fitzgerald', '', 'Hello, is somebody there?'],
] as const;

interface View {
  readonly name: string;
  readonly width: keyof typeof SIZES;
  readonly colorScheme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
}

const VIEWS: readonly View[] = ([390, 1280] as const).flatMap((width) => [
  { name: `${width}-light`, width, colorScheme: 'light', direction: 'ltr' } as const,
  { name: `${width}-dark`, width, colorScheme: 'dark', direction: 'ltr' } as const,
  { name: `${width}-rtl`, width, colorScheme: 'light', direction: 'rtl' } as const,
]);

/** Takes pictures of one view, each by a name. */
type Camera = (page: Page, name: string) => Promise<void>;

for (const view of VIEWS) {
  test(`the look at ${view.name}`, { timeout: 120_000 }, async () => {
    const folder = process.env.LOOK_FOLDER ?? (await mkdtemp(join(tmpdir(), 'deskbell-look-')));
    await mkdir(folder, { recursive: true });
    const take: Camera = async (page, name) => {
      await page.screenshot({ path: join(folder, `${name}.${view.name}.png`), animations: 'disabled' });
    };
    const scene = await Scene.open(inject('browserAddress'), {});
    try {
      await tour(scene, comingOf(view), take);
    } finally {
      await scene.close();
      process.stdout.write(`Pictures of ${view.name} are in ${folder}\n`);
    }
  });
}

function comingOf({ width, colorScheme, direction }: View): Coming {
  const device: BrowserContextOptions = { viewport: SIZES[width], colorScheme, deviceScaleFactor: 2 };
  const touch: BrowserContextOptions = width === 390 ? { hasTouch: true, isMobile: true } : {};
  const language: BrowserContextOptions = direction === 'rtl' ? { locale: 'ar-EG' } : {};
  return { direction, plain: true, device: { ...device, ...touch, ...language } };
}

async function tour(scene: Scene, coming: Coming, take: Camera): Promise<void> {
  const account = await scene.account('Cleo Cruz');
  const door = await (await scene.profile('Cleo', coming)).newPage();
  await door.goto(`${scene.server.url}/desk/`);
  await door.getByLabel('E-mail').fill(account.email);
  await take(door, 'desk-sign-in');
  for (const path of ['/', '/api/v1/docs']) {
    await door.goto(`${scene.server.url}${path}`);
    await take(door, `page${path.replaceAll('/', '-')}`);
  }

  const bo = await scene.agent('Bo Berg', coming);
  await bo.seesAnEmptyList();
  await take(bo.page, 'desk-empty');
  const ana = await scene.knownCustomer('Ana Ruiz', coming);
  await take(ana.page, 'shop-launcher');
  await ana.opensTheWidget();
  await ana.firstMessage.waitFor();
  await take(ana.page, 'widget-first');
  for (const [name, subject, text] of PEOPLE) {
    const customer = name === 'Ana Ruiz' ? ana : await scene.knownCustomer(name);
    if (customer !== ana) await customer.opensTheWidget();
    await customer.beginsAnew(text, subject || undefined);
    await bo.seesInList(text.slice(0, 20));
  }
  await take(bo.page, 'desk-list');
  await conversation(bo, ana, take);
  await deskSheets(bo, take);
  await endings(scene, bo, ana, take);
}

async function conversation(bo: AgentAtDesk, ana: CustomerInShop, take: Camera): Promise<void> {
  await bo.opens('Where is my order?');
  await bo.replies('Let me look.');
  await bo.notes('Asked the carrier: it was held at the border since Monday.');
  await bo.replies('It left our warehouse on Monday and is held at the border. https://shop.test/track/1042');
  await bo.replies('The carrier expects it tomorrow.');
  await ana.sees('The carrier expects it tomorrow.');
  await ana.says('Thank you. And if it does not come?');
  await bo.sees('Thank you. And if it does not come?');
  await bo.types('Then we');
  await ana.seesTyping('Bo Berg');
  await take(ana.page, 'widget-conversation');
  await ana.types('I would');
  await bo.seesTyping('Ana Ruiz');
  await take(bo.page, 'desk-conversation');
  await ana.composer.fill('x'.repeat(5001));
  await ana.composer.press('Enter');
  await take(ana.page, 'widget-too-long');
  await ana.composer.fill('');
  await goesBack(ana);
  await take(ana.page, 'widget-list');
  await ana.widget.getByRole('button', { name: /Order 1042/ }).click();
}

/** What is pressed right after a sharp picture was taken may get lost in the browser; then it is pressed again. */
async function goesBack(ana: CustomerInShop): Promise<void> {
  const list = ana.widget.getByRole('heading', { name: 'Your conversations' });
  await expect
    .poll(async () => {
      await ana.widget.getByRole('button', { name: 'Back to your conversations' }).click({ timeout: 500 }).catch(() => undefined);
      return list.isVisible();
    })
    .toBe(true);
}

async function deskSheets(bo: AgentAtDesk, take: Camera): Promise<void> {
  const { keyboard } = bo.page;
  const sheet = bo.page.getByRole('dialog');
  await bo.composer.press('Escape');
  for (const [key, name] of [['?', 'desk-keys'], ['Control+k', 'desk-palette']] as const) {
    await keyboard.press(key);
    await sheet.waitFor();
    await take(bo.page, name);
    await keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }
  await keyboard.press('n');
  await bo.note.fill('A note being written');
  await take(bo.page, 'desk-note');
  await bo.note.press('Escape');
  await keyboard.press('c');
  await bo.page.getByRole('alertdialog').waitFor();
  await take(bo.page, 'desk-close');
  await keyboard.press('Escape');
  await keyboard.press('g');
  await keyboard.press('s');
  await bo.page.getByRole('heading', { name: 'Your account' }).waitFor();
  await take(bo.page, 'desk-account');
  await bo.page.goBack();
}

async function endings(scene: Scene, bo: AgentAtDesk, ana: CustomerInShop, take: Camera): Promise<void> {
  await bo.timeline.waitFor();
  await scene.server.kill();
  await ana.says('Into the dark');
  await ana.seesItIs('Waiting to be sent');
  await bo.seesTheLineIsCut();
  await take(ana.page, 'widget-no-connection');
  await take(bo.page, 'desk-no-connection');
  await scene.server.startAgain();
  await bo.sees('Into the dark');
  await bo.closesTheConversation();
  await ana.widget.getByText('This conversation is closed. Write to start a new one.').waitFor();
  await take(ana.page, 'widget-closed');
  await take(bo.page, 'desk-closed');
}
