import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('on a shared computer each customer of the shop finds only their own conversation', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const profile = await scene.profile('shared');
  const ana = await scene.customerIn(profile, { token: scene.customerToken('Ana Ruiz') });
  await ana.starts('I am Ana');
  await bo.opens('I am Ana');
  await bo.seesCustomer('Ana Ruiz');
  await ana.types('not sent yet');
  await ana.page.close();

  const li = await scene.customerIn(profile, { token: scene.customerToken('Li Wei') });
  await li.starts('I am Li');
  expect(await li.messages()).toEqual(['I am Li']);
  expect(await li.composer.inputValue()).toBe('');
  await bo.opens('I am Li');
  await bo.seesCustomer('Li Wei');

  // The page can name somebody else without a reload.
  await li.isNamedAgain(scene.customerToken('Ana Ruiz'));
  await li.sees('I am Ana');
  expect(await li.messages()).toEqual(['I am Ana']);
});

journey("when the shop's token has ended the widget says so, and goes on with the next one", async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { token: scene.customerToken('Ana Ruiz', 6) });
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.types('Half a sent');
  await ana.widget.getByText('You are signed out here. Reload the page to go on.').waitFor();
  await bo.replies('Are you there?');
  await ana.isNamedAgain(scene.customerToken('Ana Ruiz'));
  await ana.sees('Are you there?');
  expect(await ana.composer.inputValue()).toBe('Half a sent');
  await expect.poll(() => ana.lineNotice.innerText()).toBe('');
  await ana.says('Yes');
  await bo.sees('Yes');
});
