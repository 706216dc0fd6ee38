import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('an admin writes an answer once, and an agent gives it by the keyboard alone', async (scene) => {
  const ada = await scene.agent('Ada Admin', { role: 'admin' });
  await ada.opensSettings('Canned responses');
  await ada.page.getByRole('button', { name: 'New canned response' }).click();
  await ada.page.getByRole('textbox', { name: 'Title' }).fill('It is on its way');
  await ada.page.getByRole('textbox', { name: 'Shortcut' }).fill('way');
  const text = 'Hello {{customer.firstName}}, your order is on its way. Yours, {{agent.firstName}}';
  await ada.page.getByRole('textbox', { name: 'Text', exact: true }).fill(text);
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await ada.page.getByText('“It is on its way” is made.').waitFor();

  const bo = await scene.agent('Bo Berg');
  const ana = await scene.knownCustomer('Ana Ruiz');
  await ana.starts('Where is my order?');
  await bo.seesInList('Where is my order?');
  const { keyboard } = bo.page;
  await keyboard.press('j');
  await keyboard.press('Enter');
  await bo.sees('Where is my order?');
  await keyboard.press('r');
  await keyboard.type('/wa');
  await bo.page.getByRole('listbox', { name: 'Saved replies' }).getByRole('option', { name: 'It is on its way' }).waitFor();
  await keyboard.press('Enter');
  const filled = 'Hello Ana, your order is on its way. Yours, Bo';
  await expect.poll(() => bo.composer.inputValue()).toBe(filled);
  await keyboard.press('Enter');
  await ana.sees(filled);

  await ada.reloads();
  await ada.page.getByText('Used 1 time').waitFor();
});
