import { expect } from 'vitest';
import { expectAccessible } from '../harness/axe';
import { journey } from '../harness/journey';

journey('an emoji is found and sent by keys alone, and is the first one offered next time', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.composer.fill('Thank you ');
  await ana.composer.press('Tab');
  const button = ana.widget.getByRole('button', { name: 'Emoji', exact: true });
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  await ana.page.keyboard.press('Enter');
  const search = ana.widget.getByRole('searchbox', { name: 'Search emoji' });
  await search.waitFor();
  await ana.widget.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
  await expectAccessible(ana.widgetFrame(), 'widget, emoji');
  await ana.page.keyboard.type('thumbs');
  await ana.widget.getByRole('button', { name: 'thumbs up' }).waitFor();
  await ana.page.keyboard.press('ArrowDown');
  await ana.page.keyboard.press('Enter');
  await expect.poll(() => ana.composer.inputValue()).toMatch(/^Thank you 👍\uFE0F?$/u);
  await ana.page.keyboard.press('Enter');
  await bo.timeline.getByText('Thank you 👍').waitFor();

  await ana.composer.press('Tab');
  await ana.page.keyboard.press('Enter');
  await ana.widget.getByRole('tab', { name: 'Used last', selected: true }).waitFor();
  await ana.page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await ana.composer.isVisible(), 'Escape closed the list and not the widget').toBe(true);
});

journey('a name between colons is offered while it is written, and is an emoji when it is sent', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.types('Great :tad');
  await ana.widget.getByRole('option', { name: ':tada:' }).waitFor();
  await ana.composer.press('Enter');
  await expect.poll(() => ana.composer.inputValue()).toBe('Great 🎉 ');
  await ana.types('at 10:30:00 :) :rocket:');
  await ana.composer.press('Enter');
  await bo.sees('Great 🎉 at 10:30:00 :) 🚀');
});

journey('an agent has the same emoji: by the button, and by names between colons', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await bo.composer.fill('It left ');
  await bo.page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await bo.page.getByRole('searchbox', { name: 'Search emoji' }).fill('rocket');
  await bo.page.getByRole('button', { name: 'rocket', exact: true }).waitFor();
  await expectAccessible(bo.page, 'desk, emoji');
  await bo.page.keyboard.press('Enter');
  await bo.types(' :tad');
  await bo.page.getByRole('option', { name: ':tada:' }).waitFor();
  await bo.composer.press('Enter');
  await bo.sends();
  await ana.sees('It left 🚀 🎉');
});
