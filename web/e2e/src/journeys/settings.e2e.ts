import { journey } from '../harness/journey';

const DAY_MS = 86_400_000;
/** Open widgets hear within fifteen seconds that an inbox has opened or closed. */
const TOLD_MS = 20_000;
const PASSWORD = 'three words together';

/** A day as the desk's browser has it, and as a date field takes it. */
const dayFrom = (at: number) => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Berlin' }).format(at);

journey('an admin says that today is a holiday, and an open widget asks to leave a message', async (scene) => {
  const ada = await scene.agent('Ada Admin', { role: 'admin' });
  const ana = await scene.customer('Ana');
  await ana.opensTheWidget();
  await ana.widget.getByRole('button', { name: 'Start a conversation' }).waitFor();

  const { page } = ada;
  await ada.opensSettings('Inboxes');
  await page.getByRole('list', { name: 'Inboxes' }).getByRole('link').first().click();
  await page.getByRole('link', { name: 'Hours' }).click();
  await page.getByRole('checkbox', { name: 'This inbox has business hours' }).check();
  // Tomorrow too, should midnight come in between.
  for (const at of [Date.now(), Date.now() + DAY_MS]) {
    await page.getByLabel('Day', { exact: true }).fill(dayFrom(at));
    await page.getByRole('button', { name: 'Add this day' }).click();
  }
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();

  await ana.widget.getByText(/Leave a message; we answer from/).first().waitFor({ timeout: TOLD_MS });
  await ana.beginsAnew('Is anybody there?');
  await ada.goesTo('Conversations');
  await ada.seesInList('Is anybody there?');
});

journey('an invitation makes an account that signs in, once', async (scene) => {
  const ada = await scene.agent('Ada Admin', { role: 'admin' });
  await ada.opensSettings('Agents');
  await ada.page.getByRole('link', { name: 'Invite somebody' }).click();
  await ada.page.getByRole('textbox', { name: 'E-mail' }).fill('dora@shop.test');
  await ada.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await ada.page.getByRole('textbox', { name: 'Link' }).inputValue();

  const page = await (await scene.profile('Dora')).newPage();
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Dora Dorn');
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Join the desk' }).click();
  await page.getByText('Nothing to do right now').waitFor();

  const dora = await scene.signedIn({ name: 'Dora Dorn', email: 'dora@shop.test', password: PASSWORD, role: 'agent' });
  await dora.isAvailable('Online');
  await dora.seesAnEmptyList();

  const stranger = await (await scene.profile('Stranger')).newPage();
  await stranger.goto(link);
  await stranger.getByRole('heading', { name: 'This invitation does not work any more' }).waitFor();
});
