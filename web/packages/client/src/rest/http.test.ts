import { describe, expect, it } from 'vitest';
import { TestClock } from '../../test/clock';
import { createRest } from './rest';
import type { Fetch } from './http';

type Call = Parameters<Fetch>;

/** A door that answers each request in turn and remembers what was asked. */
function door(...answers: [status: number, body: unknown][]): { calls: Call[]; fetch: Fetch } {
  const calls: Call[] = [];
  const fetch: Fetch = async (...call) => {
    calls.push(call);
    const [status, body] = answers.shift() ?? [500, ''];
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { ok: status < 400, status, text: async () => text };
  };
  return { calls, fetch };
}

const url = 'https://chat.example.com/';

describe('the REST door', () => {
  it('is asked with the token, and the filters that are given', async () => {
    const { calls, fetch } = door([200, { items: [], nextCursor: null }]);
    const rest = createRest({ url, fetch, bearer: async () => 't0' });
    expect(await rest.conversations({ status: 'open', q: 'späte Lieferung', cursor: undefined })).toMatchObject({ items: [] });
    const [address, { headers, credentials }] = calls[0] as Call;
    expect(address).toBe('https://chat.example.com/api/v1/conversations?status=open&q=sp%C3%A4te%20Lieferung');
    expect(headers.authorization).toBe('Bearer t0');
    expect(credentials).toBe('omit');
  });

  it('is asked once more with a fresh token when the old one is refused', async () => {
    const { calls, fetch } = door([401, { code: 'unauthorized', detail: 'No.' }], [200, { items: [] }]);
    const rest = createRest({ url, fetch, bearer: async ({ fresh }) => (fresh ? 'newer' : 'older') });
    await rest.agents();
    expect(calls.map(([, { headers }]) => headers.authorization)).toEqual(['Bearer older', 'Bearer newer']);
  });

  it('gets the CSRF header of a session cookie once it is known', async () => {
    const { calls, fetch } = door([200, { agent: {}, expiresAt: '', csrfToken: 'c0' }], [200, {}], [200, {}]);
    const rest = createRest({ url, fetch });
    await rest.me();
    await rest.patchConversation('a/b', { subject: null });
    await rest.conversation('x');
    expect(calls[1]).toMatchObject(['https://chat.example.com/api/v1/conversations/a%2Fb', { headers: { 'x-csrf-token': 'c0' } }]);
    expect(calls[1]?.[1].body).toBe('{"subject":null}');
    expect(calls[2]?.[1].headers).not.toHaveProperty('x-csrf-token');
  });

  it('turns a problem into a refusal with its code, sentence and fields', async () => {
    const errors = [{ field: 'subject', code: 'invalid', message: 'Too long.' }];
    const problem = { type: 'about:blank', title: 'x', status: 422, code: 'invalid', detail: 'Subject is too long.', errors };
    const rest = createRest({ url, fetch: door([422, problem]).fetch });
    await expect(rest.startConversation({ message: 'x' })).rejects.toMatchObject({
      name: 'RefusalError',
      code: 'invalid',
      message: 'Subject is too long.',
      errors,
    });
  });

  it('takes a proxy’s page and a dead network for a lost line', async () => {
    const broken: Fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(createRest({ url, fetch: broken }).me()).rejects.toMatchObject({ name: 'LineError', reason: 'down' });
    const page = door([502, '<html>Bad gateway</html>'], [200, '<html>Sign in to the Wi-Fi</html>']);
    await expect(createRest({ url, fetch: page.fetch }).me()).rejects.toMatchObject({ name: 'LineError' });
    await expect(createRest({ url, fetch: page.fetch }).me()).rejects.toMatchObject({ name: 'LineError' });
  });

  it('takes an empty answer for done', async () => {
    await expect(createRest({ url, fetch: door([204, '']).fetch }).logout()).resolves.toBeUndefined();
  });

  it('is asked again when it was too busy, no sooner than it said', async () => {
    const busy = (retryAfterMs: number) => [503, { code: 'overloaded', detail: 'Busy.', retryAfterMs }] as [number, unknown];
    const { calls, fetch } = door(busy(3000), busy(1000), [200, { conversation: {} }]);
    const clock = new TestClock();
    const patched = createRest({ url, fetch, clock, random: () => 0.5 }).patchConversation('x', { subject: 'Späte Lieferung' });
    await clock.pass(3700);
    expect(calls).toHaveLength(1);
    await clock.pass(100);
    expect(calls).toHaveLength(2);
    await clock.pass(1300);
    await expect(patched).resolves.toBeDefined();
    expect(new Set(calls.map(([, { method, body }]) => `${method} ${body}`))).toEqual(new Set(['PATCH {"subject":"Späte Lieferung"}']));
  });

  it('is asked once for what would be done twice', async () => {
    const { calls, fetch } = door([503, { code: 'overloaded', detail: 'Busy.', retryAfterMs: 500 }], [201, {}]);
    const clock = new TestClock();
    const rest = createRest({ url, fetch, clock });
    const asked = rest.startConversation({ message: 'x', kind: 'ticket' });
    await expect(asked).rejects.toMatchObject({ code: 'overloaded', retryAfterMs: 500 });
    await clock.pass(5000);
    expect(calls).toHaveLength(1);
  });

  it('is not waited for longer than a person would', async () => {
    const fetch: Fetch = async () => ({
      ok: false,
      status: 503,
      text: async () => JSON.stringify({ code: 'overloaded', detail: 'Busy.', retryAfterMs: 9000 }),
    });
    const clock = new TestClock();
    const asked = createRest({ url, fetch, clock, random: () => 0 }).agents();
    const told = expect(asked).rejects.toMatchObject({ code: 'overloaded', retryAfterMs: 9000 });
    await clock.pass(18_000);
    await told;
  });
});
