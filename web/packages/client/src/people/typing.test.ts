import { describe, expect, it } from 'vitest';
import { settle } from '../../test/clock';
import { Page, stage } from '../../test/people';
import { ana, bo, type ScriptedServer } from '../../test/server';

const told = (server: ScriptedServer) => server.asked.filter(({ name }) => name.includes('typing')).map(({ name }) => name);

async function anaAndBo() {
  const { clock, server } = stage();
  const id = server.conversation(0);
  const [hers, his] = [await new Page(server, ana).arrives(), await new Page(server, bo).arrives()];
  return { clock, server, id, hers: await hers.opens(id), his: await his.opens(id), page: hers };
}

describe('typing', () => {
  it('is told every two seconds while writing and ends three seconds after the last key', async () => {
    const { clock, server, hers, his } = await anaAndBo();
    for (let n = 0; n < 50; n += 1) {
      hers.typing();
      await clock.pass(100);
    }
    expect(told(server)).toEqual(['typing', 'typing', 'typing']);
    expect(his.state.get().typing.map(({ name }) => name)).toEqual(['Ana']);
    await clock.pass(3000);
    expect(told(server).at(-1)).toBe('stop-typing');
    expect(his.state.get().typing).toEqual([]);
  });

  it('ends by itself when the word that it stopped is lost', async () => {
    const { clock, server, hers, his } = await anaAndBo();
    hers.typing();
    await settle();
    expect(his.state.get().typing).toHaveLength(1);
    server.fate = () => ({ copies: 0 });
    await clock.pass(3000);
    expect(his.state.get().typing).toEqual([]);
  });

  it('ends with the message, and says so once', async () => {
    const { clock, server, hers, his } = await anaAndBo();
    hers.typing();
    await settle();
    hers.send('hello');
    await settle();
    expect(his.state.get().typing).toEqual([]);
    await clock.pass(5000);
    expect(told(server)).toEqual(['typing', 'stop-typing']);
  });

  it('says nothing when nothing was begun, and nothing without a line', async () => {
    const { clock, server, hers, page } = await anaAndBo();
    hers.stopTyping();
    server.dies();
    hers.typing();
    await clock.pass(5000);
    page.line.open();
    await settle();
    expect(told(server)).toEqual([]);
  });

  it('is shown of nobody after the line is lost', async () => {
    const { server, hers, his } = await anaAndBo();
    hers.typing();
    await settle();
    server.dies();
    expect(his.state.get().typing).toEqual([]);
  });
});
