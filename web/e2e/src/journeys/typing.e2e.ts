import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('each sees the other typing, by name, and no longer than three seconds after they stop', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.knownCustomer('Ana Ruiz');
  await ana.starts('Hello');
  await bo.opens('Hello');

  await ana.types('I am looking for');
  await bo.seesTyping('Ana Ruiz');
  await ana.seesNobodyTyping();
  const stopped = Date.now();
  await bo.seesNobodyTyping();
  expect(Date.now() - stopped, 'how long typing is shown without renewal').toBeLessThan(4000);

  await bo.types('Let me look');
  await ana.seesTyping('Bo Berg');
  await bo.seesNobodyTyping();
  await bo.sends();
  await ana.sees('Let me look');
  await ana.seesNobodyTyping();

  // Somebody who goes on typing goes on being seen, past any one lease.
  await ana.composer.fill('');
  const long = ana.composer.pressSequentially('this takes a while', { delay: 250 });
  await bo.seesTyping('Ana Ruiz');
  await long;
  await bo.seesTyping('Ana Ruiz');
  await ana.composer.fill('');
  await bo.seesNobodyTyping();
});
