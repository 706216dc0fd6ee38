import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('two agents share the work: who takes a conversation is seen at once by both, and by the customer', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const cleo = await scene.agent('Cleo Cruz');
  const ana = await scene.customer();
  await ana.opensTheWidget();
  await ana.widget.getByText('2 people here').waitFor();
  await ana.beginsAnew('Where is my order?');
  await bo.opens('Where is my order?');
  await cleo.opens('Where is my order?');

  await bo.takesTheConversation();
  await ana.seesThat('Bo Berg is now helping you');
  await cleo.timeline.getByText('took this').waitFor();
  await bo.showsTab('Mine');
  await bo.seesInList('Where is my order?');
  await cleo.showsTab('Mine');
  await cleo.page.getByText('Nothing is assigned to you').waitFor();

  // Answering for a colleague leaves it with them.
  await cleo.replies('Bo is at lunch. It left today.');
  await ana.sees('Bo is at lunch. It left today.');
  await bo.sees('Bo is at lunch. It left today.');
  await bo.seesInList('Bo is at lunch. It left today.');

  await bo.resolves();
  await ana.seesThat('Bo Berg marked this as resolved');
  const said = bo.page.getByRole('status').filter({ hasText: 'Resolved. It opens again when the customer writes.' });
  await said.getByRole('button', { name: 'Undo' }).click();
  await bo.seesStatus('Active');
  await ana.seesThat('Bo Berg opened this again');
});

journey('signing in: a wrong password says so, signing out ends it in every tab', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const tab = await bo.page.context().newPage();
  await tab.goto(bo.page.url());
  await tab.getByRole('link', { name: /^Your account/ }).click();
  await tab.getByRole('button', { name: 'Sign out' }).click();
  await tab.getByRole('heading', { name: 'Sign in to your desk' }).waitFor();
  await bo.reloads();
  await bo.page.getByLabel('E-mail').fill('agent1@shop.test');
  await bo.page.getByLabel('Password').fill('not this one');
  await bo.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await bo.page.getByRole('alert').getByText('This e-mail and password do not belong together.').waitFor();
});

journey('an agent goes to their account and back: list and conversation are as they were', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.types('Let me');
  await bo.page.getByRole('link', { name: /^Your account/ }).click();
  await bo.page.getByRole('heading', { name: 'Your account' }).waitFor();
  await bo.page.goBack();
  await bo.seesInList('Where is my order?');
  await bo.sees('Where is my order?');
  expect(await bo.composer.inputValue()).toBe('Let me');

  // Nobody can tell the desk anything new, and what it knows is still there.
  await bo.page.getByRole('link', { name: /^Your account/ }).click();
  await bo.page.getByRole('heading', { name: 'Your account' }).waitFor();
  await scene.server.kill();
  await bo.page.getByRole('link', { name: /^Conversations/ }).click();
  await bo.seesInList('Where is my order?');
});
