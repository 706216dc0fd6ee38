import { expect } from 'vitest';
import { journey } from '../harness/journey';

/** What a browser does in a frame for which its owner has forbidden cookies and site data. */
function denyStorage(): void {
  if (window === window.top) return;
  const deny = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: deny });
  Object.defineProperty(navigator, 'locks', {
    value: { request: async () => deny(), query: async () => deny() },
  });
}

journey('a browser that keeps nothing for the widget still carries the conversation, and says so', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { before: denyStorage });
  await ana.starts('Where is my order?');
  await ana.widget.getByText('This browser keeps nothing for us: your messages stay until you close this page.').waitFor();
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');

  await scene.server.kill();
  await ana.says('Into the dark');
  await ana.seesItIs('Waiting to be sent');
  await scene.server.startAgain();
  await bo.sees('Into the dark');
  expect(await ana.messages()).toEqual(['Where is my order?', 'It left today.', 'Into the dark']);
});
