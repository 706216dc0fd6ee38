import { expect } from 'vitest';
import { everythingHeardBy } from '../harness/attention';
import { journey } from '../harness/journey';

const SECRET = 'She has written before, be patient';

journey('an internal note reaches colleagues and never the customer', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const cleo = await scene.agent('Cleo Cruz');
  const profile = await scene.profile('Ana');
  const ana = await scene.customerIn(profile);
  const heard = everythingHeardBy(ana.page, scene.server.url);

  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await cleo.opens('Where is my order?');
  await ana.closesTheWidget();
  await bo.notes(SECRET);
  await cleo.sees(SECRET);
  await cleo.timeline.getByText('Internal note', { exact: true }).waitFor();
  await bo.replies('It left today.');
  // Only the reply counts, and no gap is left where the note stands.
  await ana.seesUnread(1);
  await ana.opensTheWidget();
  await ana.sees('It left today.');
  expect(await ana.messages()).toEqual(['Where is my order?', 'It left today.']);

  await ana.reloads();
  await ana.opensTheWidget();
  await ana.sees('It left today.');
  expect(await ana.messages()).toEqual(['Where is my order?', 'It left today.']);
  expect(heard.some((text) => text.includes('It left today.'))).toBe(true);
  expect(heard.filter((text) => text.includes(SECRET))).toEqual([]);
  expect(await bo.messages()).toEqual(['Where is my order?', SECRET, 'It left today.']);
});
