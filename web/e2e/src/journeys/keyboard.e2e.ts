import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('the widget is opened, written in and closed by the keyboard alone', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  const { keyboard } = ana.page;
  await ana.page.getByLabel('Voucher').focus();
  await keyboard.press('Tab');
  await expect.poll(() => ana.launcher.evaluate((button) => button.matches(':focus-visible'))).toBe(true);
  await keyboard.press('Enter');

  // The first field of an empty widget is where one writes.
  await ana.firstMessage.waitFor();
  await expect.poll(() => ana.firstMessage.evaluate((field) => field === document.activeElement)).toBe(true);
  await keyboard.type('Where is my order?');
  await keyboard.press('Enter');
  await ana.sees('Where is my order?');
  await bo.seesInList('Where is my order?');

  await expect.poll(() => ana.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await keyboard.type('One line');
  await keyboard.press('Shift+Enter');
  await keyboard.type('and another');
  await keyboard.press('Enter');
  await ana.timeline.getByText('One line\nand another').waitFor();
  await keyboard.press('Enter');
  await keyboard.type('   ');
  await keyboard.press('Enter');
  expect(await ana.messages()).toHaveLength(2);

  await keyboard.press('Escape');
  await ana.page.getByRole('button', { name: /^Open messages/ }).waitFor();
  await expect.poll(() => ana.launcher.evaluate((button) => button.matches(':focus'))).toBe(true);
});

journey('the desk is worked by its keys', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana');
  const eve = await scene.customer('Eve');
  await ana.starts('Ana is first');
  await eve.starts('Eve is second');
  await bo.seesInList('Ana is first');
  await bo.seesInList('Eve is second');
  const { keyboard } = bo.page;

  await keyboard.press('?');
  const sheet = bo.page.getByRole('dialog');
  await sheet.getByText('Write an internal note').waitFor();
  await keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('Enter');
  await bo.sees('Ana is first');
  await keyboard.press('r');
  await keyboard.type('Hello Ana');
  await keyboard.press('Enter');
  await ana.sees('Hello Ana');
  await keyboard.press('Escape');
  await keyboard.press('n');
  await keyboard.type('She is kind');
  await keyboard.press('Enter');
  await bo.sees('She is kind');
  await keyboard.press('Escape');
  await keyboard.press('e');
  await bo.seesStatus('Resolved');
  await ana.seesThat('Bo Berg marked this as resolved');
  await keyboard.press('o');
  await bo.seesStatus('Active');
  await keyboard.press('c');
  await bo.page.getByRole('alertdialog').waitFor();
  await keyboard.press('Escape');
  await bo.page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await bo.seesStatus('Active');
});
