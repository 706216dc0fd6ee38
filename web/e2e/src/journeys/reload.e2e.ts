import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('a reload on either side shows the same conversation, and what was not sent yet', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Where is my order?', 'Order 1042');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await ana.types('And when will');
  await bo.types('Let me');

  await ana.reloads();
  await ana.opensTheWidget();
  await ana.sees('Where is my order?');
  await ana.sees('It left today.');
  expect(await ana.messages()).toEqual(['Where is my order?', 'It left today.']);
  expect(await ana.composer.inputValue()).toBe('And when will');

  await bo.reloads();
  await bo.sees('Where is my order?');
  await bo.sees('It left today.');
  expect(await bo.messages()).toEqual(['Where is my order?', 'It left today.']);
  expect(await bo.composer.inputValue()).toBe('Let me');

  await ana.composer.press('End');
  await ana.types(' it come?');
  await ana.composer.press('Enter');
  await bo.sees('And when will it come?');
});

journey('a message written without a connection is sent from the next visit, although its tab was closed', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');

  await ana.page.context().setOffline(true);
  await expect.poll(() => ana.lineNotice.innerText()).toContain('What you write is kept and will be sent.');
  await ana.says('From a tunnel');
  await ana.seesItIs('Waiting to be sent');
  await ana.page.close();
  await ana.page.context().setOffline(false);

  const later = await ana.opensAnotherTab();
  await bo.sees('From a tunnel');
  await later.opensTheWidget();
  await later.sees('From a tunnel');
});
