import { journey } from '../harness/journey';
import { looksAt, looksAwayFrom } from '../harness/attention';

journey('unread messages are counted at the closed launcher and cleared only when they are seen', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.closesTheWidget();
  await ana.seesUnread(0);

  await bo.replies('One');
  await ana.seesUnread(1);
  await bo.replies('Two');
  await ana.seesUnread(2);
  await bo.seesItUnread();
  await ana.reloads();
  await ana.seesUnread(2);
  await bo.seesItUnread();

  await ana.opensTheWidget();
  await ana.sees('Two');
  await bo.seesItRead();
  await ana.closesTheWidget();
  await ana.seesUnread(0);
});

journey('a widget that is open in a tab nobody looks at reads nothing', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await looksAwayFrom(ana.page);
  await bo.replies('Are you there?');
  await ana.sees('Are you there?');
  await bo.seesItUnread();
  await looksAt(ana.page);
  await bo.seesItRead();
});

journey('the desk counts what came in the background, for each agent by their own eyes', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const cleo = await scene.agent('Cleo Cruz');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await bo.seesUnread(0);
  await looksAwayFrom(bo.page);
  await ana.says('One');
  await ana.says('Two');
  await bo.sees('Two');
  await bo.seesUnread(2);

  await cleo.opens('Two');
  await cleo.sees('Two');
  await ana.seesItIs('Read');
  await bo.seesUnread(2);
  await looksAt(bo.page);
  await bo.seesUnread(0);
});
