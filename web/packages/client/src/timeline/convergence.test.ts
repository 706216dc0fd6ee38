import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Page, stage } from '../../test/people';
import { ana, bo, type Fate } from '../../test/server';

/** What happens on stage, one step after another. */
type Step =
  | { do: 'says' | 'othersSay' | 'note' | 'lineDrops' | 'lineReturns' | 'reload' | 'secondTab' }
  | { do: 'time'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Step>({ do: 'says' }, { do: 'othersSay' }, { do: 'note' }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'lineDrops' }, { do: 'lineReturns' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'reload' }, { do: 'secondTab' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 4000 }) }) },
);
const fate: fc.Arbitrary<Fate> = fc.record({ copies: fc.constantFrom(0, 1, 1, 1, 2), late: fc.boolean() });
const fault = fc.constantFrom(null, null, null, 'silence' as const, 'answerLost' as const, {
  code: 'overloaded',
  message: 'Busy.',
  retryAfterMs: 300,
});

describe('whatever the line does', () => {
  it('the screen ends up as the server’s list, each written text once, and was never out of order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom([ana, bo], [bo, ana]),
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fate),
        fc.infiniteStream(fault),
        async ([who, other], steps, fates, faults) => {
          const { clock, server } = stage();
          const id = server.conversation(2);
          let page = await new Page(server, who).arrives();
          let timeline = await page.opens(id);
          const written: string[] = [];
          const watch = () =>
            timeline.state.subscribe(() => {
              const seqs = timeline.state.get().items.flatMap(({ entry }) => entry ?? []);
              for (const [at, entry] of seqs.entries()) if (at > 0) expect(entry.prevSeq).toBe(seqs[at - 1]?.seq);
            });
          watch();
          server.fate = () => fates.next().value ?? { copies: 1 };
          server.fault = () => faults.next().value ?? undefined;

          for (const [n, { do: deed, ...step }] of steps.entries()) {
            if (deed === 'says') {
              written.push(`mine ${n}`);
              timeline.send(`mine ${n}`);
            } else if (deed === 'othersSay') server.write(id, other, `theirs ${n}`);
            else if (deed === 'note') server.write(id, bo, `note ${n}`, 'note');
            else if (deed === 'lineDrops') page.line.drop();
            else if (deed === 'lineReturns') page.line.hurry();
            else if (deed === 'secondTab') {
              const tab = await new Page(server, who).arrives();
              (await tab.opens(id)).send(`tab ${n}`);
            } else if (deed === 'reload') {
              page = await page.reloads();
              timeline = await page.opens(id);
              watch();
            }
            await clock.pass('ms' in step ? step.ms : 0);
          }

          server.fate = () => ({ copies: 1 });
          server.fault = () => undefined;
          for (const line of server.lines) line.drop();
          page.line.hurry();
          await clock.pass(120_000);

          const list = server.timeline(id, who.side);
          const items = timeline.state.get().items;
          expect(items.map(({ entry }) => entry?.seq)).toEqual(list.slice(-items.length).map(({ seq }) => seq));
          expect(items.length).toBeGreaterThanOrEqual(Math.min(list.length, 50));
          expect(list.flatMap(({ content }) => (content?.startsWith('mine') ? content : []))).toEqual(written);
          expect(page.client.outbox.get().count).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
