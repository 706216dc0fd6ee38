import { describe, expect, it } from 'vitest';
import type { Fetch } from './http';
import { createRest } from './rest';

/** A door that answers each request in turn and remembers what was asked. */
function door(...answers: unknown[]) {
  const asked: string[] = [];
  const fetch: Fetch = async (url, { method, body }) => {
    asked.push([method, url.replace('https://chat.example.com/api/v1/', ''), body].filter(Boolean).join(' '));
    return { ok: true, status: 200, text: async () => JSON.stringify(answers.shift()) ?? '' };
  };
  return { asked, settings: createRest({ url: 'https://chat.example.com', fetch }).settings };
}

describe('a collection', () => {
  it('is read whole, page by page', async () => {
    const { asked, settings } = door({ items: [{ id: '1' }], nextCursor: 'more' }, { items: [{ id: '2' }], nextCursor: null });
    expect(await settings.labels.list()).toEqual([{ id: '1' }, { id: '2' }]);
    expect(asked).toEqual(['GET labels', 'GET labels?cursor=more']);
  });

  it('is not read for ever when the pages never end', async () => {
    const { asked, settings } = door(...Array.from({ length: 100 }, () => ({ items: [], nextCursor: 'more' })));
    await settings.teams.list();
    expect(asked).toHaveLength(20);
  });

  it('is added to, changed and taken from', async () => {
    const label = { id: 'a/b', name: 'VIP', color: null };
    const { asked, settings } = door({ label }, { label }, undefined);
    expect(await settings.labels.add({ name: 'VIP', color: null })).toEqual(label);
    expect(await settings.labels.change('a/b', { name: 'VIP' })).toEqual(label);
    await settings.labels.remove('a/b');
    expect(asked).toEqual(['POST labels {"name":"VIP","color":null}', 'PATCH labels/a%2Fb {"name":"VIP"}', 'DELETE labels/a%2Fb']);
  });
});

describe('settings', () => {
  it('are asked for and changed in part', async () => {
    const settings = { ageingMinutes: 10 };
    const at = door({ settings }, { settings });
    expect(await at.settings.organisation()).toEqual(settings);
    expect(await at.settings.changeOrganisation({ ageingMinutes: 10 })).toEqual(settings);
    expect(at.asked).toEqual(['GET settings', 'PATCH settings {"ageingMinutes":10}']);
  });
});
