/** Every state of the widget: what a customer may ever have before them. */
import type { AgentAtDesk } from '../harness/agent';
import type { CustomerInShop } from '../harness/customer';
import { pictures, VIEWS, type Camera } from './views';

const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

pictures('the widget from the first look to the last word', VIEWS, async (scene, coming, take) => {
  const ana = await scene.knownCustomer('Ana Ruiz', coming);
  await take(ana.page, 'launcher');
  await ana.opensTheWidget();
  await ana.firstMessage.waitFor();
  await take(ana.page, 'nobody-here');
  const bo = await scene.agent('Bo Berg');
  await begins(ana, take);
  await talks(ana, bo, take);
  await rates(ana, bo, take);
  await ends(ana, bo, take);
});

pictures('the widget without a line', VIEWS, async (scene, coming, take) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.knownCustomer('Ana Ruiz', coming);
  await ana.starts('Where is my order?');
  await bo.seesInList('Where is my order?');
  await scene.server.kill();
  await ana.says('Into the dark');
  await ana.seesItIs('Waiting to be sent');
  await ana.lineNotice.getByText(ana.words.reconnecting).waitFor();
  await take(ana.page, 'no-line');
  await scene.server.startAgain();
});

async function begins(ana: CustomerInShop, take: Camera): Promise<void> {
  await ana.widget.getByText(ana.words.oneHere).first().waitFor();
  await take(ana.page, 'first-words');
  await ana.beginsAnew('Where is my order? It should have been here on Tuesday.', 'Order 1042');
  await take(ana.page, 'waiting');
}

async function talks(ana: CustomerInShop, bo: AgentAtDesk, take: Camera): Promise<void> {
  await bo.opens('Where is my order?');
  await bo.replies('Let me look.');
  await bo.replies('It left on Monday and is held at the border. https://shop.test/track/1042');
  await ana.sees('Let me look.');
  await ana.says(`What does ${LONG_WORD} say?`);
  await bo.sees(`What does ${LONG_WORD} say?`);
  await ana.seesItIs('Read');
  await take(ana.page, 'conversation');
  await ana.composer.fill('x'.repeat(5001));
  await ana.composer.press('Enter');
  await take(ana.page, 'too-long');
  await ana.composer.fill('');
}

async function rates(ana: CustomerInShop, bo: AgentAtDesk, take: Camera): Promise<void> {
  await bo.resolves();
  await ana.widget.getByRole('radio').nth(3).click({ force: true });
  await take(ana.page, 'rating');
  await ana.widget.locator('.w-rating button').click();
  await ana.widget.locator('.w-rating[role=status]').waitFor();
  await take(ana.page, 'rated');
}

async function ends(ana: CustomerInShop, bo: AgentAtDesk, take: Camera): Promise<void> {
  await ana.widget.getByRole('button', { name: ana.words.back }).click();
  await ana.widget.getByRole('heading', { name: ana.words.list }).waitFor();
  await take(ana.page, 'conversations');
  await ana.widget.getByRole('button', { name: /Order 1042/ }).click();
  await ana.timeline.waitFor();
  await bo.closesTheConversation();
  await ana.widget.getByText(ana.words.closed).waitFor();
  await take(ana.page, 'closed');
}
