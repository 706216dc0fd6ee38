import { expect } from 'vitest';
import { everythingHeardBy } from '../harness/attention';
import { journey } from '../harness/journey';

const NOTE = 'She has waited twice already, be quick';

journey('a conversation goes on to a colleague with a note: the customer reads who helps now and never the note', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const cleo = await scene.agent('Cleo Cruz');
  const ana = await scene.customer('Ana');
  const heard = everythingHeardBy(ana.page, scene.server.url);
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.takesTheConversation();
  await ana.seesThat('Bo Berg is now helping you');

  await bo.choosesStep('Transfer…');
  const dialog = bo.dialog('Transfer');
  await dialog.getByRole('combobox', { name: 'To whom' }).fill('cleo');
  await dialog.getByRole('option', { name: /Cleo Cruz/ }).waitFor();
  await bo.page.keyboard.press('Enter');
  await dialog.getByText('will see that Cleo Cruz is helping now, and never the note.').waitFor();
  await dialog.getByRole('textbox', { name: 'A note for colleagues, if you like' }).fill(NOTE);
  await dialog.getByRole('button', { name: 'Transfer', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });

  await ana.seesThat('Cleo Cruz is now helping you');
  await cleo.showsTab('Mine');
  await cleo.opens('Where is my order?');
  await cleo.sees(NOTE);
  await cleo.replies('It left today.');
  await ana.sees('It left today.');

  await ana.reloads();
  await ana.opensTheWidget();
  await ana.sees('It left today.');
  await ana.seesThat('Cleo Cruz is now helping you');
  expect(await ana.messages()).toEqual(['Where is my order?', 'It left today.']);
  expect(heard.some((text) => text.includes('It left today.'))).toBe(true);
  expect(heard.filter((text) => text.includes(NOTE))).toEqual([]);
});
