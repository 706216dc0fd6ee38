import { journey } from '../harness/journey';

journey('a supervisor watches the queue grow, and hands a conversation out from the board', async (scene) => {
  const sue = await scene.agent('Sue Stern', { role: 'supervisor' });
  const bo = await scene.agent('Bo Berg');
  await bo.showsTab('Mine');
  await sue.goesTo('Live board');
  const figure = (name: string) => sue.page.getByLabel('Now', { exact: true }).locator('div').filter({ hasText: name }).locator('dd');
  const waiting = figure('In the queue');
  await waiting.getByText('0', { exact: true }).waitFor();
  await sue.page.getByText('Nobody is waiting').waitFor();

  const ana = await scene.knownCustomer('Ana Ruiz');
  await ana.starts('Where is my order?');
  await waiting.getByText('1', { exact: true }).waitFor();
  await scene.asked('Ben Book', 'And where is mine?');
  await waiting.getByText('2', { exact: true }).waitFor();
  const bosLoad = sue.page.getByRole('meter', { name: /^Bo Berg holds 0 of / });
  await bosLoad.waitFor();

  await sue.page.getByRole('button', { name: 'Hand out the conversation with Ana Ruiz' }).click();
  await sue.page.getByRole('menuitem', { name: /Bo Berg/ }).click();
  await ana.seesThat('Bo Berg is now helping you');
  await bo.seesInList('Where is my order?');
  await waiting.getByText('1', { exact: true }).waitFor();
  await figure('Being helped').getByText('1', { exact: true }).waitFor();
  await sue.page.getByRole('meter', { name: /^Bo Berg holds 1 of / }).waitFor();

  // The last one leaves the queue at somebody else's desk.
  await bo.showsTab('Queue');
  await bo.opens('And where is mine?');
  await bo.takesTheConversation();
  await waiting.getByText('0', { exact: true }).waitFor();
  await sue.page.getByText('Nobody is waiting').waitFor();
});
