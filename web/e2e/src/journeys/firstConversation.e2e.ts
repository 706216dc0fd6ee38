import { journey } from '../harness/journey';

journey('a customer starts a conversation, an agent sees it live and answers, and each sees that it was read', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await bo.seesAnEmptyList();

  await ana.opensTheWidget();
  await ana.widget.getByText('1 person here').waitFor();
  await ana.beginsAnew('Where is my order?', 'Order 1042');
  await ana.seesThat('You are next in line.');

  await bo.seesInList('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.seesSubject('Order 1042');
  await bo.sees('Where is my order?');
  await ana.seesItIs('Read');

  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await bo.seesItRead();
  await ana.says('Thank you');
  await bo.sees('Thank you');
  await ana.seesItIs('Read');
});

journey('an agent who is not there is not promised', async (scene) => {
  const ana = await scene.customer();
  await ana.opensTheWidget();
  await ana.widget.getByText('Nobody is here right now. Leave a message and we will answer.').waitFor();
  await ana.beginsAnew('Anybody?');
  await ana.seesThat('Chat started. Nobody is here right now; you will find the answer here.');

  const bo = await scene.agent('Bo Berg', { online: false });
  await bo.opens('Anybody?');
  await bo.isAvailable('Online');
  await ana.widget.getByText('1 person here').waitFor();
  await bo.isAvailable('Away');
  await ana.widget.getByText('Nobody is here right now. Leave a message and we will answer.').waitFor();
});
