import { describe, expect, it } from 'vitest';
import { readPlace } from './place';

const at = (path: string, framed = true) => readPlace(new URL(path, 'https://chat.example'), framed);

describe('where the widget runs', () => {
  it('is a frame on a host’s page', () => {
    expect(at('/widget/?inbox=7&host=https%3A%2F%2Fshop.example')).toEqual({ inboxId: '7', host: 'https://shop.example', kind: 'frame' });
  });

  it('is a page of its own, which nobody can close', () => {
    expect(at('/c/7', false)).toEqual({ inboxId: '7', host: null, kind: 'page' });
    expect(at('/widget/?inbox=7&host=https%3A%2F%2Fshop.example', false)).toEqual({ inboxId: '7', host: null, kind: 'page' });
    expect(at('/c/7?host=https%3A%2F%2Fshop.example').host).toBeNull();
  });

  it.each(['*', 'null', 'https://shop.example/', 'https://shop.example/path', 'javascript:alert(1)', 'shop.example', ''])(
    'speaks to nobody where the host is "%s"',
    (host) => expect(at(`/widget/?inbox=7&host=${encodeURIComponent(host)}`).host).toBeNull(),
  );

  it('may name no inbox', () => {
    expect(at('/widget/').inboxId).toBeNull();
    expect(at('/c/%E0%A4%A', false).inboxId).toBeNull();
  });
});
