import { journey } from '../harness/journey';

const NOBODY = 'Nobody is here right now. Leave a message and we will answer.';

journey(
  'an agent is there as long as one of their tabs is, and the choice to be online outlives them',
  async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const ana = await scene.customer();
    await ana.opensTheWidget();
    await ana.widget.getByText('1 person here').waitFor();

    const tab = await bo.page.context().newPage();
    await tab.goto(bo.page.url());
    await tab.getByRole('button', { name: 'Availability: Online' }).waitFor();
    await bo.page.close();
    await ana.beginsAnew('Still there?');
    await tab.getByText('Still there?').waitFor();
    await ana.widget.getByText('1 person here').waitFor();

    await tab.close();
    await ana.widget.getByText(NOBODY).waitFor();
    const later = await bo.page.context().newPage();
    await later.goto(`${scene.server.url}/desk/`);
    await later.getByRole('button', { name: 'Availability: Online' }).waitFor();
    await ana.widget.getByText('1 person here').waitFor();
  },
  { settings: { DESKBELL_PRESENCE_GRACE_MS: '1500' } },
);
