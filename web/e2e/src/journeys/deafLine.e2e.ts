import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey(
  'a line goes deaf without a word: what was heard is not said twice, what was missed is told',
  async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const cable = await scene.cable();
    const ana = await scene.customer('Ana', { deskbell: cable.url });
    await ana.starts('Hello');
    await bo.opens('Hello');

    cable.goDeaf();
    await ana.says('Do you hear me?');
    await bo.sees('Do you hear me?');
    await bo.replies('Loud and clear');
    await ana.seesItIs('Waiting to be sent');
    await expect.poll(() => ana.lineNotice.innerText()).toContain('What you write is kept and will be sent.');

    cable.heal();
    await ana.sees('Loud and clear');
    await ana.says('Good');
    await bo.sees('Good');
    const told = ['Hello', 'Do you hear me?', 'Loud and clear', 'Good'];
    expect(await bo.messages()).toEqual(told);
    await expect.poll(() => ana.messages()).toEqual(told);
  },
  { settings: { DESKBELL_PING_INTERVAL_MS: '1000', DESKBELL_PING_TIMEOUT_MS: '1000' } },
);
