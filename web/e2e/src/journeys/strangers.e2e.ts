import { io } from 'socket.io-client';
import { expect } from 'vitest';
import { journey } from '../harness/journey';
import type { Scene } from '../harness/scene';

/** The doors' answers to somebody who knows an id that is not theirs. */
async function knocks(scene: Scene, token: string, id: string): Promise<void> {
  const one = `${scene.server.url}/api/v1/conversations/${id}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const write = (path: string, body: object) =>
    fetch(one + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answers = await Promise.all([
    fetch(one, { headers }),
    fetch(`${one}/timeline`, { headers }),
    write('/messages', { content: 'I am in' }),
    write('/read', { upToSeq: 1 }),
    write('/resolve', {}),
    write('/reopen', {}),
  ]);
  for (const answer of answers) {
    expect(answer.status, `${answer.url} to a stranger`).toBe(404);
    expect(await answer.text()).not.toContain('My secret');
  }
}

async function knocksLive(scene: Scene, token: string, id: string): Promise<void> {
  const socket = io(`${scene.server.url}/chat`, { auth: { token }, reconnection: false });
  const heard: string[] = [];
  socket.onAny((name: string, payload: unknown) => heard.push(`${name} ${JSON.stringify(payload)}`));
  const message = { conversationId: id, clientId: 'stranger-1', content: 'I am in' };
  const requests: [string, object][] = [
    ['join-chat', { conversationId: id }],
    ['join-chat', { conversationId: id, afterSeq: 0 }],
    ['send-message', message],
    ['typing', { conversationId: id }],
    ['message-read', { conversationId: id, upToSeq: 1 }],
    ['close-chat', { conversationId: id }],
    ['resolve-chat', { conversationId: id }],
  ];
  try {
    for (const [name, payload] of requests) {
      const answer = await socket.timeout(5000).emitWithAck(name, payload);
      expect(answer.error?.code, `${name} by a stranger`).toMatch(/^(not_found|forbidden)$/);
    }
    expect(heard.filter((event) => event.includes(id) || event.includes('My secret'))).toEqual([]);
  } finally {
    socket.disconnect();
  }
}

journey("another customer's conversation cannot be opened by its id on any door", async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana');
  await ana.starts('My secret');
  await bo.opens('My secret');
  const id = bo.conversationId();

  const eve = await scene.customer('Eve');
  const welcome = eve.page.waitForResponse(/\/api\/v1\/visitors$/);
  await eve.starts('Let me in');
  const { token } = (await (await welcome).json()) as { token: string };
  await knocks(scene, token, id);
  await knocks(scene, scene.customerToken('Mallory'), id);
  await knocksLive(scene, token, id);
  const frame = eve.widgetFrame();

  // The widget keeps which conversation is open in its tab: Eve writes Ana's there.
  await frame.evaluate((foreign) => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('deskbell:view:')) sessionStorage.setItem(key, foreign);
    }
  }, id);
  await eve.reloads();
  await eve.opensTheWidget();
  await eve.widget.getByText('This conversation is not here any more.').waitFor();
  expect(await eve.widget.locator('body').innerText()).not.toContain('My secret');

  // And the desk asks who is there before it shows anything.
  await eve.page.goto(bo.page.url());
  await eve.page.getByRole('heading', { name: 'Sign in to your desk' }).waitFor();
  await bo.replies('Only for you');
  await ana.sees('Only for you');
  expect(await bo.messages()).toEqual(['My secret', 'Only for you']);
});
