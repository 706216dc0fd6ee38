import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('5,001 characters are refused before they are sent, and not one of them is lost', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  const tooLong = '😀'.repeat(5001);
  const justRight = '😀'.repeat(5000);

  await ana.composer.fill('x'.repeat(4499));
  expect(await ana.widget.getByText(/characters? left/).count()).toBe(0);
  await ana.composer.fill('x'.repeat(4990));
  await ana.widget.getByText('10 characters left').waitFor();
  await ana.composer.fill(tooLong);
  await ana.composer.press('Enter');
  await ana.widget.getByRole('alert').getByText('1 character too many. Shorten it to send it.').waitFor();
  expect(await ana.composer.inputValue()).toBe(tooLong);
  expect(await ana.messages()).toEqual(['Hello']);

  await ana.composer.fill(justRight);
  await ana.composer.press('Enter');
  await bo.sees(justRight);

  await bo.composer.fill(tooLong);
  await bo.sends();
  await bo.page.getByRole('alert').getByText(/too many/).waitFor();
  expect(await bo.composer.inputValue()).toBe(tooLong);
  expect(await bo.messages()).toHaveLength(2);
});

journey(
  'what is written faster than allowed waits for its time, and nothing is lost, doubled or out of order',
  async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const ana = await scene.customer();
    await ana.starts('0');
    await bo.opens('0');
    const haste = ['1', '2', '3', '4', '5', '6'];
    for (const text of haste) await ana.says(text);
    await bo.sees('4');
    await ana.seesItIs('Waiting to be sent');
    expect(await ana.messages()).toEqual(['0', ...haste]);
    expect(await bo.messages()).not.toContain('5');

    // A server that has just begun has counted nobody's messages yet.
    await scene.server.endInOrder();
    await scene.server.startAgain();
    await bo.sees('6');
    await ana.seesItIs('Read');
    expect(await bo.messages()).toEqual(['0', ...haste]);
  },
  { settings: { DESKBELL_MESSAGES_PER_MINUTE: '5' } },
);
