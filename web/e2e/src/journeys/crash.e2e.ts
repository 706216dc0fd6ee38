import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('the server dies in mid-conversation: what was sent is there once, what was written meanwhile arrives by itself', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Before the crash');
  await bo.opens('Before the crash');
  await bo.replies('I read you');
  await ana.sees('I read you');
  await ana.says('Shown as sent');
  await ana.seesItIs('Read');

  await scene.server.kill();
  await expect.poll(() => ana.lineNotice.innerText()).toContain('What you write is kept and will be sent.');
  await bo.seesTheLineIsCut();
  await ana.says('Written into the dark');
  await ana.seesItIs('Waiting to be sent');
  await bo.replies('Also from the dark');
  await bo.seesItKept();

  await scene.server.startAgain();
  await bo.sees('Written into the dark');
  await ana.sees('Also from the dark');
  await expect.poll(() => ana.lineNotice.innerText()).toBe('');
  await bo.seesTheLineIsBack();

  const told = ['Before the crash', 'I read you', 'Shown as sent', 'Written into the dark', 'Also from the dark'];
  expect((await ana.messages()).toSorted()).toEqual(told.toSorted());
  expect((await bo.messages()).toSorted()).toEqual(told.toSorted());
  await ana.reloads();
  await ana.opensTheWidget();
  await ana.sees('Also from the dark');
  expect(await ana.messages()).toEqual(await bo.messages());
});

journey('the server dies while somebody sends in haste: nothing is lost, nothing doubled, the order stands', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('0');
  await bo.opens('0');
  const haste = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'];
  let killed: Promise<void> | undefined;
  for (const text of haste) {
    await ana.says(text);
    if (text === '6') killed = scene.server.kill();
  }
  await killed;
  await scene.server.startAgain();
  await bo.sees('12');
  await expect.poll(() => bo.messages()).toEqual(['0', ...haste]);
  await expect.poll(() => ana.messages()).toEqual(['0', ...haste]);
});

journey('the server is told to stop and started anew, as for an update: nobody is sent away and nothing is lost', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Before the update');
  await bo.opens('Before the update');
  await scene.server.endInOrder();
  await ana.says('During the update');
  await ana.seesItIs('Waiting to be sent');
  await scene.server.startAgain();
  await bo.sees('During the update');
  await bo.replies('After the update');
  await ana.sees('After the update');
  expect(await ana.messages()).toEqual(['Before the update', 'During the update', 'After the update']);
  await expect.poll(() => ana.lineNotice.innerText()).toBe('');
});
