import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('after a resolve the customer rates by keyboard, the agent reads it, and for a day it can be changed', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.knownCustomer('Ana Ruiz');
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  expect(await ana.widget.getByText('How did we help you?').count()).toBe(0);

  await bo.resolves();
  await ana.widget.getByRole('radio', { name: 'Badly' }).focus();
  await ana.page.keyboard.press('ArrowRight');
  await ana.page.keyboard.press('ArrowRight');
  await ana.page.keyboard.press('ArrowRight');
  await ana.widget.getByRole('textbox', { name: /What was good/ }).fill('Quick and kind.');
  await ana.widget.getByRole('button', { name: 'Send', exact: true }).first().click();
  await ana.widget.getByText('Thank you. You gave 4 of 5 stars.').waitFor();
  await bo.page.getByText('rated this 4 of 5: “Quick and kind.”').waitFor();

  await ana.widget.getByRole('button', { name: 'Change' }).click();
  await ana.widget.getByRole('radio', { name: 'Very well' }).check({ force: true });
  await ana.widget.getByRole('button', { name: 'Send', exact: true }).first().click();
  await ana.widget.getByText('Thank you. You gave 5 of 5 stars.').waitFor();
  await ana.reloads();
  await ana.opensTheWidget();
  await ana.widget.getByText('Thank you. You gave 5 of 5 stars.').waitFor();
});
