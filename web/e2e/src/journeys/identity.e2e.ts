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
  await li.page.evaluate((token) => {
    const { Deskbell } = window as unknown as { Deskbell: { identify(token: string): void } };
    Deskbell.identify(token);
  }, scene.customerToken('Ana Ruiz'));
  await li.sees('I am Ana');
  expect(await li.messages()).toEqual(['I am Ana']);
});
