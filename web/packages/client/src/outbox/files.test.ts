import { beforeAll, describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { fileOf } from '../../test/files';
import { Page, deviceStore, screen, stage } from '../../test/people';
import { ana, type ScriptedServer } from '../../test/server';
import type { Timeline } from '../api';
import { memoryStore } from '../storage/memory';

const sends = (server: ScriptedServer) => server.asked.filter(({ name }) => name === 'send-message').map(({ payload }) => payload);
const waiting = (timeline: Timeline) => timeline.state.get().items.flatMap(({ pending }) => pending?.files ?? []);
const photo = fileOf('photo.png');

// What carries files is fetched when it is needed first; here it is there.
beforeAll(() => import('../files/carrying'));

/** Ana with a conversation open, on a device whose disk takes files. */
async function anaWrites() {
  const { clock, server } = stage();
  const id = server.conversation(0);
  const page = await new Page(server, ana, deviceStore()).arrives();
  return { clock, server, id, page, timeline: await page.opens(id) };
}

describe('a message with files', () => {
  it('brings them first, then leaves with their ids, and what was written after it follows', async () => {
    const { server, timeline, page } = await anaWrites();
    server.files.byThemselves = false;
    timeline.send('Look', [photo, fileOf('bill.pdf', 'application/pdf')]);
    timeline.send('What is this?');
    await settle();
    expect(server.files.attempts.map(({ file }) => file.name)).toEqual(['photo.png', 'bill.pdf']);
    server.files.attempts[1]?.arrives();
    await settle();
    expect(sends(server)).toEqual([]);
    expect(waiting(timeline).map(({ state }) => state)).toEqual(['uploading', 'uploaded']);
    server.files.attempts[0]?.arrives();
    await settle();
    expect(sends(server)).toMatchObject([{ content: 'Look', attachmentIds: ['file 2', 'file 1'] }, { content: 'What is this?' }]);
    expect(screen(timeline)).toEqual(['Look [sent]', 'What is this? [sent]']);
    expect(await page.store.list('outbox')).toHaveProperty('size', 0);
  });

  it('needs no text, and never carries more than ten', async () => {
    const { server, timeline } = await anaWrites();
    expect(timeline.send(' ', [photo]).ok).toBe(true);
    await settle();
    expect(sends(server)).toMatchObject([{ content: '', attachmentIds: ['file 1'] }]);
    expect(timeline.send('', Array(11).fill(photo))).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  it('brings three at a time and says how far each is, in whole percents', async () => {
    const { server, timeline } = await anaWrites();
    server.files.byThemselves = false;
    timeline.send('', ['1', '2', '3', '4'].map((name) => fileOf(name)));
    await settle();
    expect(server.files.attempts).toHaveLength(3);
    let told = 0;
    timeline.state.subscribe(() => (told += 1));
    for (const share of [0.251, 0.252, 0.258]) server.files.attempts[0]?.watch.progress(share);
    expect(waiting(timeline).map(({ share }) => share)).toEqual([0.25, 0, 0, 0]);
    expect(told).toBe(1);
    server.files.attempts[0]?.arrives();
    await settle();
    expect(server.files.attempts.map(({ file }) => file.name)).toEqual(['1', '2', '3', '4']);
  });

  it('is begun again under the same keys when the line was cut, and arrives once', async () => {
    const { server, timeline, clock } = await anaWrites();
    server.files.byThemselves = false;
    timeline.send('Look', [photo]);
    await settle();
    server.files.attempts[0]?.arrives();
    server.files.attempts[0]?.isCut();
    timeline.send('and this', [fileOf('other.png')]);
    await settle();
    server.files.attempts[1]?.isCut();
    await settle();
    expect(screen(timeline)).toEqual(['Look [sent]', 'and this (waiting)']);
    server.files.byThemselves = true;
    await clock.pass(2000);
    expect(server.files.attempts[2]?.key).toBe(server.files.attempts[1]?.key);
    expect(screen(timeline)).toEqual(['Look [sent]', 'and this [sent]']);
    expect(server.files.kept.size).toBe(2);
  });

  it('waits without a line through a reload, and leaves by itself, once', async () => {
    const { server, timeline, page, id } = await anaWrites();
    server.dies();
    timeline.send('Look', [photo]);
    await settle();
    const next = new Page(server, ana, page.store);
    next.line.reachable = false;
    await next.arrives();
    const again = await next.opens(id);
    expect(waiting(again)).toMatchObject([{ name: 'photo.png', state: 'waiting', file: photo, fleeting: false }]);
    next.line.reachable = true;
    next.line.open();
    await settle();
    expect(screen(again)).toEqual(['Look [sent]']);
    expect(sends(server)).toHaveLength(1);
  });

  it('is not uploaded twice when the page ends between the file and the message', async () => {
    const { server, timeline, page } = await anaWrites();
    server.fault = ({ name }) => (name === 'send-message' ? 'silence' : undefined);
    timeline.send('Look', [photo]);
    await settle();
    server.fault = () => undefined;
    await page.reloads();
    expect(server.files.attempts).toHaveLength(1);
    expect(sends(server).at(-1)).toMatchObject({ attachmentIds: ['file 1'] });
  });

  it('can be taken back while its files are under way: they stop, the text comes back, the next one leaves', async () => {
    const { server, timeline } = await anaWrites();
    server.files.byThemselves = false;
    const taken = timeline.send('Look', [photo, fileOf('second.png')]);
    timeline.send('Never mind');
    await settle();
    server.files.attempts[0]?.arrives();
    await settle();
    expect(taken.ok && timeline.discard(taken.clientId)).toBe('Look');
    await settle();
    expect(screen(timeline)).toEqual(['Never mind [sent]']);
    expect(server.files.takenBack).toEqual(['file 1']);
  });

  it('says which file is refused and why, keeps everything, and begins that one anew when asked', async () => {
    const { server, timeline } = await anaWrites();
    const refusal = { code: 'unsupported_media_type', message: 'Programs cannot be sent.' };
    server.files.refuses = ({ name }) => (name === 'setup.exe' ? refusal : undefined);
    const taken = timeline.send('Look', [photo, fileOf('setup.exe', '')]);
    timeline.send('Next');
    await settle();
    expect(screen(timeline)).toEqual(['Next [sent]', 'Look (refused)']);
    expect(waiting(timeline)).toMatchObject([{ state: 'uploaded' }, { state: 'refused', refusal }]);
    server.files.refuses = () => undefined;
    if (taken.ok) timeline.retry(taken.clientId);
    await settle();
    expect(screen(timeline)).toEqual(['Next [sent]', 'Look [sent]']);
    expect(server.files.attempts.map(({ file }) => file.name)).toEqual(['photo.png', 'setup.exe', 'setup.exe']);
    expect(new Set(server.files.attempts.map(({ key }) => key)).size).toBe(3);
  });

  it('waits as long as the server asks', async () => {
    const { server, timeline, clock } = await anaWrites();
    server.files.refuses = () => ({ code: 'rate_limited', message: 'Slowly.', retryAfterMs: 5000 });
    timeline.send('Look', [photo]);
    await clock.pass(4900);
    expect(server.files.attempts).toHaveLength(1);
    server.files.refuses = () => undefined;
    await clock.pass(200);
    expect(screen(timeline)).toEqual(['Look [sent]']);
  });

  it('is uploaded anew when the server has lost what it had', async () => {
    const { server, timeline } = await anaWrites();
    server.fault = ({ name }) => (name === 'send-message' ? { code: 'invalid', message: 'There is no such file.' } : undefined);
    const taken = timeline.send('Look', [photo]);
    await settle();
    server.fault = () => undefined;
    if (taken.ok) timeline.retry(taken.clientId);
    await settle();
    expect(sends(server).at(-1)).toMatchObject({ attachmentIds: ['file 2'] });
  });

  it('says when the device cannot keep a file, and sends it all the same', async () => {
    const { server } = stage();
    const id = server.conversation(0);
    const page = await new Page(server, ana, memoryStore()).arrives();
    const timeline = await page.opens(id);
    server.files.byThemselves = false;
    timeline.send('Look', [photo]);
    await settle();
    expect(waiting(timeline)).toMatchObject([{ fleeting: true, file: photo }]);
    const lost = await page.reloads();
    expect(screen(await lost.opens(id))).toEqual(['Look (refused)']);
    expect(waiting(await lost.opens(id))).toMatchObject([{ refusal: { code: 'file_gone' } }]);
  });

  it('can be the first one', async () => {
    const { server, page } = await anaWrites();
    const timeline = await page.client.start({ content: '', files: [photo] });
    await settle();
    expect(sends(server)).toMatchObject([{ conversationId: timeline.conversationId, attachmentIds: ['file 1'] }]);
  });
});
