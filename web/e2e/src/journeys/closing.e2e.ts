import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('the agent resolves and the customer opens it again by writing', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await bo.resolves();
  await ana.seesThat('Bo Berg marked this as resolved');
  await ana.widget.getByText('Resolved. Write to open it again.').waitFor();
  await ana.says('It is broken');
  await bo.sees('It is broken');
  await ana.widget.getByText('Resolved. Write to open it again.').waitFor({ state: 'detached' });
  await bo.seesStatus('Active');
});

journey('the agent closes: the composer changes at once, what was being written is kept for a new start', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.types('One more thing');

  await bo.closesTheConversation();
  await ana.widget.getByText('This conversation is closed. Write to start a new one.').waitFor();
  await ana.composer.waitFor({ state: 'detached' });
  await ana.seesThat('Bo Berg closed this conversation');
  await bo.seesStatus('Closed');

  await ana.widget.getByRole('button', { name: 'Start a new conversation' }).click();
  expect(await ana.firstMessage.inputValue()).toBe('One more thing');
  await ana.beginsAnew('One more thing');
  await bo.seesInList('One more thing');
  await ana.widget.getByRole('button', { name: 'Show your earlier conversation' }).click();
  await ana.sees('Where is my order?');
});
