import type { BrowserContextOptions } from 'playwright-core';
import { expectAccessible } from '../harness/axe';
import { journey } from '../harness/journey';

for (const colorScheme of ['light', 'dark'] as const) {
  const device: BrowserContextOptions = { colorScheme };

  journey(`the widget is accessible in every state (${colorScheme})`, async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const ana = await scene.customer('Ana', { device });
    const holds = (state: string) => expectAccessible(ana.widgetFrame(), `widget, ${state}, ${colorScheme}`);
    await ana.opensTheWidget();
    await ana.firstMessage.waitFor();
    await holds('nothing yet');
    await ana.beginsAnew('Where is my order?', 'Order 1042');
    await bo.opens('Where is my order?');
    await bo.replies('It left today: https://shop.test/track');
    await ana.timeline.getByText('It left today').waitFor();
    await bo.types('typing');
    await ana.seesTyping('Bo Berg');
    await holds('conversation');
    await ana.composer.fill('x'.repeat(5001));
    await ana.composer.press('Enter');
    await ana.widget.getByRole('alert').waitFor();
    await holds('too long');
    await ana.composer.fill('');
    await ana.widget.getByRole('button', { name: 'Back to your conversations' }).click();
    await ana.widget.getByRole('heading', { name: 'Your conversations' }).waitFor();
    await holds('list');
    await bo.closesTheConversation();
    await ana.widget.getByRole('button', { name: /Where is my order|Order 1042/ }).click();
    await ana.widget.getByText('This conversation is closed. Write to start a new one.').waitFor();
    await holds('closed');
    await scene.server.kill();
    await ana.widget.getByText('What you write is kept and will be sent.').waitFor();
    await holds('no connection');
  });

  journey(`the desk is accessible in every state (${colorScheme})`, async (scene) => {
    const account = await scene.account('Cleo Cruz');
    const door = await (await scene.profile('Cleo', { device })).newPage();
    await door.goto(`${scene.server.url}/desk/`);
    await door.getByLabel('E-mail').fill(account.email);
    await door.getByLabel('Password').fill('wrong');
    await door.getByRole('button', { name: 'Sign in', exact: true }).click();
    await door.getByRole('alert').getByText('do not belong together').waitFor();
    await expectAccessible(door, `desk, sign-in, ${colorScheme}`);

    const bo = await scene.agent('Bo Berg', { device });
    const holds = (state: string) => expectAccessible(bo.page, `desk, ${state}, ${colorScheme}`);
    await bo.seesAnEmptyList();
    await holds('nothing to do');
    const ana = await scene.customer();
    await ana.starts('Where is my order?', 'Order 1042');
    await bo.seesInList('Where is my order?');
    await bo.opens('Where is my order?');
    await bo.replies('It left today.');
    await bo.notes('She is kind');
    await ana.types('typing');
    await bo.seesTyping();
    await holds('conversation');
    await bo.page.keyboard.press('Escape');
    await bo.page.keyboard.press('?');
    await bo.page.getByRole('dialog').waitFor();
    await holds('keys');
    await bo.page.keyboard.press('Escape');
    await bo.page.getByRole('dialog').waitFor({ state: 'detached' });
    await bo.page.keyboard.press('Control+k');
    await bo.page.getByRole('dialog').waitFor();
    await holds('finding anything');
    await bo.page.keyboard.press('Escape');
    await bo.page.getByRole('dialog').waitFor({ state: 'detached' });
    await bo.page.keyboard.press('c');
    await bo.page.getByRole('alertdialog').waitFor();
    await holds('asked before closing');
    await bo.page.keyboard.press('Escape');
    await bo.page.getByRole('link', { name: /^Your account/ }).click();
    await bo.page.getByRole('heading', { name: 'Your account' }).waitFor();
    await holds('account');
  });
}
