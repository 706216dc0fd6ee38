import { expect, it } from 'vitest';
import type { Fetch } from './http';
import { createRest } from './rest';

/** A door that answers everything with the same body and remembers what it was asked. */
function door(answer: unknown) {
  const asked: string[] = [];
  const fetch: Fetch = async (url, { method, body }) => {
    asked.push([method, url.replace('https://chat.example.com/api/v1/', ''), body].filter(Boolean).join(' '));
    return { ok: true, status: 200, text: async () => JSON.stringify(answer) };
  };
  return { asked, lists: createRest({ url: 'https://chat.example.com', fetch }).lists };
}

it('asks about many conversations at once', async () => {
  const { asked, lists } = door({ results: [], items: [], view: { id: 'v' }, conversation: { id: 'c' } });
  await lists.search({ q: 'lamp & shade', status: 'closed', cursor: undefined });
  await lists.bulk({ conversationIds: ['a'], action: 'resolve' });
  await lists.board();
  expect(await lists.views.change('v', { name: 'Mine' })).toEqual({ id: 'v' });
  expect(await lists.markUnread('c')).toEqual({ id: 'c' });
  expect(asked).toEqual([
    'GET search?q=lamp%20%26%20shade&status=closed',
    'POST conversations/bulk {"conversationIds":["a"],"action":"resolve"}',
    'GET board',
    'PATCH views/v {"name":"Mine"}',
    'POST conversations/c/unread',
  ]);
});
