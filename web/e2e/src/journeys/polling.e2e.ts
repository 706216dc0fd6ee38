import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('where WebSocket does not exist or is cut by a proxy, the same conversation is carried by polling', async (scene) => {
  const bo = await scene.agent('Bo Berg', {
    before: () => {
      Object.defineProperty(window, 'WebSocket', { value: undefined });
    },
  });
  const proxy = await scene.proxy();
  const ana = await scene.customer('Ana', { deskbell: proxy.url });
  const polls: string[] = [];
  for (const page of [ana.page, bo.page]) {
    page.on('request', (request) => {
      if (request.url().includes('transport=polling')) polls.push(request.url());
    });
    page.on('websocket', (socket) => socket.on('framereceived', () => polls.push('a frame over a WebSocket')));
  }

  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await ana.types('And');
  await bo.seesTyping();
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await bo.seesItRead();
  await ana.composer.fill('');
  await ana.says('Thank you');
  await bo.sees('Thank you');
  await ana.seesItIs('Read');
  expect(polls.length).toBeGreaterThan(0);
  expect(polls).not.toContain('a frame over a WebSocket');

  await scene.server.kill();
  await ana.says('Into the dark');
  await ana.seesItIs('Waiting to be sent');
  await scene.server.startAgain();
  await bo.sees('Into the dark');
  expect(await bo.messages()).toEqual(['Where is my order?', 'It left today.', 'Thank you', 'Into the dark']);
});
