import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { Page, screen, stage } from '../../test/people';
import { ana, bo, participant, type ScriptedServer } from '../../test/server';
import { memoryStore } from '../storage/memory';

const asked = (server: ScriptedServer, name: string) =>
  server.asked.filter((one) => one.name === name).map(({ from, payload }) => [from, payload.upToSeq]);

async function anaAndBo() {
  const { clock, server } = stage();
  const id = server.conversation(0);
  const [hers, his] = [await new Page(server, ana).arrives(), await new Page(server, bo).arrives()];
  return { clock, server, id, hers: await hers.opens(id), his: await his.opens(id), page: hers };
}

describe('marks of own messages', () => {
  it('go from sent to delivered to read as the other side gets on', async () => {
    const { clock, hers, his } = await anaAndBo();
    hers.send('hello');
    await settle();
    expect(screen(hers)).toEqual(['hello [sent]']);
    await clock.pass(300);
    expect(screen(hers)).toEqual(['hello [delivered]']);
    his.markRead(1);
    await clock.pass(1000);
    expect(screen(hers)).toEqual(['hello [read]']);
    expect(screen(his)).toEqual(['hello']);
  });

  it('are on every message of the agents’ side for agents, and tell of the customer only', async () => {
    const { clock, server, id, his } = await anaAndBo();
    his.send('It left today.');
    await settle();
    const cy = { ...bo, key: 'cy', name: 'Cy' };
    server.tell(id, 'message-status', { conversationId: id, participant: participant(cy), deliveredSeq: 1, readSeq: 1 });
    await settle();
    expect(screen(his)).toEqual(['It left today. [sent]']);
    await clock.pass(300);
    expect(screen(his)).toEqual(['It left today. [delivered]']);
  });

  it('never go back when the news arrive out of order', async () => {
    const { server, id, hers } = await anaAndBo();
    hers.send('hello');
    await settle();
    const say = (deliveredSeq: number, readSeq: number) =>
      server.tell(id, 'message-status', { conversationId: id, participant: participant(bo), deliveredSeq, readSeq });
    say(1, 1);
    say(1, 0);
    await settle();
    expect(screen(hers)).toEqual(['hello [read]']);
  });

  it('keep the name of whoever read when a watermark comes without one', async () => {
    const { clock, server, id, hers, his } = await anaAndBo();
    his.send('hello');
    await clock.pass(300);
    await (await new Page(server, bo).arrives()).opens(id);
    const nameless = { ...participant(ana), name: '' };
    server.tell(id, 'message-status', { conversationId: id, participant: nameless, deliveredSeq: 1, readSeq: 1 });
    await settle();
    expect(his.state.get().receipts).toMatchObject([{ participant: { name: 'Ana' }, readSeq: 1 }]);
    expect(hers.state.get().ownReadSeq).toBe(1);
  });

  it('are none on notes', async () => {
    const { his } = await anaAndBo();
    his.note('asked the carrier');
    await settle();
    expect(screen(his)).toEqual(['asked the carrier']);
  });
});

describe('what is reported', () => {
  it('is the newest delivery only, at most once a second', async () => {
    const { clock, server, id, hers } = await anaAndBo();
    for (let n = 0; n < 30; n += 1) {
      server.write(id, bo, `${n}`);
      await clock.pass(100);
    }
    await clock.pass(2000);
    const reports = asked(server, 'message-delivered').filter(([from]) => from === 'ana');
    expect(reports.length).toBeLessThanOrEqual(4);
    expect(reports.at(-1)).toEqual(['ana', 30]);
    expect(hers.state.get().items).toHaveLength(30);
  });

  it('is reading alone where somebody looks', async () => {
    const { clock, server, id, hers } = await anaAndBo();
    server.write(id, bo, 'hello');
    await settle();
    hers.markRead(1);
    await clock.pass(3000);
    expect(asked(server, 'message-read')).toEqual([['ana', 1]]);
    expect(asked(server, 'message-delivered').filter(([from]) => from === 'ana')).toEqual([]);
  });

  it('is said again when the line swallowed it', async () => {
    const { server, id, hers, page } = await anaAndBo();
    server.write(id, bo, 'hello');
    await settle();
    server.dies();
    hers.markRead(1);
    await settle();
    expect(asked(server, 'message-read')).toEqual([]);
    page.line.open();
    await settle();
    expect(asked(server, 'message-read')).toEqual([['ana', 1]]);
  });

  it('is said again when the server asks to wait', async () => {
    const { clock, server, id, hers } = await anaAndBo();
    server.write(id, bo, 'hello');
    await settle();
    server.fault = () => ({ code: 'rate_limited', message: 'Slowly.', retryAfterMs: 3000 });
    hers.markRead(1);
    await clock.pass(2000);
    server.fault = () => undefined;
    await clock.pass(1000);
    expect(asked(server, 'message-read')).toEqual([['ana', 1], ['ana', 1]]);
    expect(server.copy(id, ana).unreadCount).toBe(0);
  });

  it('is said again a little later than asked, so that many who wait do not return together', async () => {
    const { clock, server } = stage();
    const id = server.conversation(0);
    const hers = await (await new Page(server, ana, memoryStore(), { random: () => 0.5 }).arrives()).opens(id);
    server.write(id, bo, 'hello');
    await settle();
    server.fault = () => ({ code: 'overloaded', message: 'Busy.', retryAfterMs: 3000 });
    hers.markRead(1);
    await clock.pass(2000);
    server.fault = () => undefined;
    await clock.pass(1700);
    expect(asked(server, 'message-read')).toHaveLength(1);
    await clock.pass(100);
    expect(asked(server, 'message-read')).toHaveLength(2);
  });

  it('never claims to have read what has not arrived', async () => {
    const { clock, server, id, hers } = await anaAndBo();
    server.write(id, bo, 'hello');
    await settle();
    hers.markRead(99);
    await clock.pass(1000);
    expect(asked(server, 'message-read')).toEqual([['ana', 1]]);
    expect(hers.state.get().ownReadSeq).toBe(1);
  });
});
