import { journey } from '../harness/journey';

journey('two agents with room for two share the work: who comes later waits in line, and is next when one is resolved', async (scene) => {
  await scene.routes('leastLoaded');
  const bo = await scene.agent('Bo Berg', { capacity: 2 });
  const cleo = await scene.agent('Cleo Cruz', { capacity: 2 });
  await bo.showsTab('Mine');
  await cleo.showsTab('Mine');
  const ana = await scene.customer('Ana');
  await ana.starts('Ana asks');
  await ana.seesThat(/^(Bo Berg|Cleo Cruz) is now helping you$/);
  for (const name of ['Ben', 'Cy', 'Dan']) await scene.asked(name, `${name} asks`);
  await bo.seesRows(2);
  await cleo.seesRows(2);

  const eve = await scene.customer('Eve');
  await eve.starts('Eve asks');
  await eve.seesThat('You are next in line.');
  const fay = await scene.customer('Fay');
  await fay.starts('Fay asks');
  await fay.seesThat('You are number 2 in line.');
  await bo.seesRows(2);
  await cleo.seesRows(2);

  const helper = (await bo.row('Ana asks').count()) > 0 ? bo : cleo;
  await helper.opens('Ana asks');
  await helper.resolves();
  await eve.seesThat(`${helper.account.name} is now helping you`);
  await helper.seesInList('Eve asks');
  await fay.seesThat('You are next in line.');
});
