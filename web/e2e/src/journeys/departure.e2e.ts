import { expect } from 'vitest';
import { journey } from '../harness/journey';

const GRACE = { settings: { DESKBELL_PRESENCE_GRACE_MS: '1500' } };

journey(
  'an agent shuts the laptop: what they held is back in its old place, and a colleague takes it on',
  async (scene) => {
    await scene.routes('leastLoaded');
    const cleo = await scene.agent('Cleo Cruz', { capacity: 1 });
    await cleo.showsTab('Mine');
    await scene.asked('Zoe', 'Zoe asks');
    await cleo.seesInList('Zoe asks');
    const bo = await scene.agent('Bo Berg', { capacity: 1 });
    const ana = await scene.customer('Ana');
    await ana.starts('Ana asks');
    await ana.seesThat('Bo Berg is now helping you');
    const ben = await scene.customer('Ben');
    await ben.starts('Ben asks');
    await ben.seesThat('You are next in line.');

    await bo.leaves();
    await ana.seesThat('You are next in line.');
    await ben.seesThat('You are number 2 in line.');

    await cleo.opens('Zoe asks');
    await cleo.resolves();
    await ana.seesThat('Cleo Cruz is now helping you');
    await cleo.seesInList('Ana asks');
    await ben.seesThat('You are next in line.');
  },
  GRACE,
);

journey(
  'an agent puts the phone away: at the laptop they are as much there as before',
  async (scene) => {
    await scene.routes('leastLoaded');
    const bo = await scene.agent('Bo Berg');
    const phone = await scene.signedIn(bo.account);
    await phone.page.getByRole('button', { name: 'Availability: Online' }).waitFor();
    const ana = await scene.customer('Ana');
    await ana.starts('Ana asks');
    await ana.seesThat('Bo Berg is now helping you');
    const cleo = await scene.agent('Cleo Cruz');
    await ana.widget.getByText('2 people here').waitFor();

    // Cleo goes after the phone: when she counts as gone, the phone's grace is over too.
    await phone.leaves();
    await cleo.leaves();
    await ana.widget.getByText('1 person here').waitFor();
    await bo.page.getByRole('button', { name: 'Availability: Online' }).waitFor();
    await bo.showsTab('Mine');
    await bo.seesInList('Ana asks');
    await scene.asked('Ben', 'Ben asks');
    await bo.seesInList('Ben asks');
    expect(await ana.timeline.getByText('is now helping you').count()).toBe(1);
  },
  GRACE,
);
