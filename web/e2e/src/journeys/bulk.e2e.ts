import { expect } from 'vitest';
import { journey } from '../harness/journey';

const MANY = 60;

journey('many are resolved together by the keyboard: what could not be is said one by one, and the rest is taken back', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ids: string[] = [];
  for (let at = 1; at <= MANY; at += 1) ids.push(await scene.asked(`Ana ${at}`, `Question ${at}`));
  const { page } = bo;
  const { keyboard } = page;
  await page.goto(`${scene.server.url}/desk/?status=any`);
  await bo.seesInList(`Question ${MANY}`);
  // Down to the oldest, so that all of them are on the list.
  await expect
    .poll(async () => {
      await keyboard.press('j');
      return bo.row(/Question 1(?!\d)/).count();
    }, { interval: 20, timeout: 15_000 })
    .toBe(1);
  await keyboard.press('*');
  const bar = page.getByRole('toolbar', { name: 'Selected conversations' });
  await bar.getByText(`${MANY} selected`).waitFor();
  // A colleague closes one of them meanwhile.
  await scene.admin.post(`conversations/${ids[0]}/close`);
  await bo.row(/Question 1(?!\d)/).filter({ hasText: 'Closed' }).waitFor();

  await keyboard.press('e');
  const said = page.getByRole('status').filter({ hasText: `${MANY - 1} conversations resolved.` });
  await said.waitFor();
  await page.getByRole('alert').getByText('1 could not be changed.').waitFor();
  await page.getByRole('button', { name: 'Why' }).click();
  const list = bo.dialog('Not changed');
  expect(await list.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/^Ana 1\n.*closed/is)]);
  await keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await said.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`Taken back for ${MANY - 1} conversations.`).waitFor({ timeout: 30_000 });
  const { items } = await scene.admin.get<{ items: unknown[] }>('conversations?status=open,active&limit=100');
  expect(items).toHaveLength(MANY - 1);
});
