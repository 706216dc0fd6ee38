import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { Page, screen, stage } from '../../test/people';
import { ana, bo } from '../../test/server';

describe('the timeline', () => {
  it('shows the newest fifty at once and earlier ones when asked', async () => {
    const { server } = stage();
    const id = server.conversation(120);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    expect(timeline.state.get()).toMatchObject({ status: 'ready', hasEarlier: true });
    expect(screen(timeline)).toHaveLength(50);
    expect(await timeline.loadEarlier()).toBe(true);
    expect(screen(timeline)).toHaveLength(100);
    await timeline.loadEarlier();
    expect(screen(timeline)).toHaveLength(120);
    expect(timeline.state.get().hasEarlier).toBe(false);
  });

  it('goes back as far as a certain entry, with one load at a time, and no further than there is something', async () => {
    const { server } = stage();
    const id = server.conversation(620);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    expect(await Promise.all([timeline.loadEarlier(), timeline.reach(300)])).toEqual([true, true]);
    const held = screen(timeline);
    expect(held[0]).toMatch(/^message (1\d\d|2\d\d|300)\b/);
    expect(new Set(held).size).toBe(held.length);
    expect(await timeline.reach(300)).toBe(true);
    expect(screen(timeline)).toHaveLength(held.length);
    expect(await timeline.reach(1)).toBe(true);
    expect(screen(timeline)).toHaveLength(620);
  });

  it('shows what the other side writes', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.write(id, bo, 'It left today.');
    await settle();
    expect(screen(timeline)).toEqual(['message 1 [sent]', 'It left today.']);
  });

  it('fetches a gap before the newer entry shows', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.fate = () => ({ copies: 0 });
    server.write(id, bo, 'lost on the way');
    server.fate = () => ({ copies: 1 });
    const seen: string[][] = [];
    timeline.state.subscribe(() => seen.push(screen(timeline)));
    server.write(id, bo, 'arrives');
    await settle();
    expect(seen.filter((lines) => lines.includes('arrives') && !lines.includes('lost on the way'))).toEqual([]);
    expect(screen(timeline).slice(1)).toEqual(['lost on the way', 'arrives']);
  });

  it('does not take a note between for a gap on the customer’s side', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.write(id, bo, 'between us', 'note');
    server.write(id, bo, 'Hello Ana');
    await settle();
    expect(screen(timeline).slice(1)).toEqual(['Hello Ana']);
    expect(server.asked.filter(({ name }) => name === 'join-chat')).toHaveLength(1);
  });

  it('ignores an entry that arrives twice', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    server.fate = () => ({ copies: 2 });
    server.write(id, bo, 'once');
    await settle();
    expect(screen(timeline).slice(1)).toEqual(['once']);
  });

  it('fetches the very last entry when only the conversation’s head tells of it', async () => {
    const { clock, server } = stage();
    const id = server.conversation(1);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.fate = () => ({ copies: 0 });
    server.write(id, bo, 'lost on the way');
    page.line.listener.event('conversation-updated', { conversation: server.copy(id, ana) });
    await clock.pass(2000);
    expect(screen(timeline).slice(1)).toEqual(['lost on the way']);
  });

  it('goes on where it was after a long absence, page by page', async () => {
    const { server } = stage();
    const id = server.conversation(3);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.dies();
    for (let n = 0; n < 450; n += 1) server.write(id, bo, `missed ${n}`);
    page.line.open();
    await settle();
    expect(screen(timeline)).toHaveLength(453);
  });

  it('shows the newest page when too much was missed', async () => {
    const { server } = stage();
    const id = server.conversation(3);
    const page = await new Page(server, ana).arrives();
    const timeline = await page.opens(id);
    server.dies();
    for (let n = 0; n < 1500; n += 1) server.write(id, bo, `missed ${n}`);
    page.line.open();
    await settle();
    expect(screen(timeline)).toHaveLength(50);
    expect(screen(timeline).at(-1)).toBe('missed 1499');
    expect(timeline.state.get().hasEarlier).toBe(true);
  });

  it('says that a conversation is missing and forgets what it showed', async () => {
    const { server } = stage();
    const timeline = await (await new Page(server, ana).arrives()).opens('nowhere');
    expect(timeline.state.get()).toMatchObject({ status: 'missing', items: [], refusal: { code: 'not_found' } });
  });

  it('shows what was missing once it may be seen', async () => {
    const { server } = stage();
    const id = server.conversation(1);
    const page = await new Page(server, bo).arrives();
    server.fault = ({ name }) => (name === 'join-chat' ? { code: 'not_found', message: 'No.' } : undefined);
    const timeline = await page.opens(id);
    server.fault = () => undefined;
    page.line.listener.event('conversation-updated', { conversation: server.copy(id, bo) });
    await settle();
    expect(timeline.state.get()).toMatchObject({ status: 'ready', refusal: null });
    expect(screen(timeline)).toEqual(['message 1']);
  });

  it('tries again when the server is busy', async () => {
    const { clock, server } = stage();
    const id = server.conversation(2);
    server.fault = ({ name }) =>
      name === 'join-chat' ? { code: 'overloaded', message: 'Busy.', retryAfterMs: 700 } : undefined;
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    expect(timeline.state.get().status).toBe('loading');
    server.fault = () => undefined;
    await clock.pass(700);
    expect(timeline.state.get().status).toBe('ready');
  });

  it('is left a while after nobody watches it, and shows at once when opened again', async () => {
    const { clock, server } = stage();
    const id = server.conversation(60);
    const page = await new Page(server, ana).arrives();
    const timeline = page.client.timeline(id);
    const stop = timeline.state.subscribe(() => undefined);
    await settle();
    stop();
    await clock.pass(31_000);
    expect(server.asked.at(-1)?.name).toBe('leave-chat');
    server.write(id, bo, 'while away');
    const again = page.client.timeline(id);
    expect(again.state.get().items).toHaveLength(50);
    await settle();
    expect(screen(again).at(-1)).toBe('while away');
  });

  it('keeps the same object for a line that did not change', async () => {
    const { server } = stage();
    const id = server.conversation(3);
    const timeline = await (await new Page(server, ana).arrives()).opens(id);
    const before = timeline.state.get().items;
    server.write(id, bo, 'more');
    await settle();
    const after = timeline.state.get().items;
    expect(after.slice(0, 3).every((item, at) => item === before[at])).toBe(true);
  });
});
