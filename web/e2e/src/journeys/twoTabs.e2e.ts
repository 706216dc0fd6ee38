import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('two tabs of one customer agree', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('From the first tab');
  await bo.opens('From the first tab');

  const second = await ana.opensAnotherTab();
  await second.opensTheWidget();
  await second.sees('From the first tab');
  await second.says('From the second tab');
  await ana.sees('From the second tab');
  await bo.replies('I see both');
  await ana.sees('I see both');
  await second.sees('I see both');
  expect(await ana.messages()).toEqual(await second.messages());

  await ana.types('thinking');
  await bo.seesTyping();
  await second.seesNobodyTyping();
});

journey('what is read in one tab is read in the other', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await ana.closesTheWidget();
  const second = await ana.opensAnotherTab();
  await bo.opens('Hello');
  await bo.replies('Here I am');
  await ana.seesUnread(1);
  await second.seesUnread(1);
  await second.opensTheWidget();
  await second.sees('Here I am');
  await ana.seesUnread(0);
});
