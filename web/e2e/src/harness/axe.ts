/** Accessibility as axe-core can judge it: no violation of WCAG 2.2 AA or of its best practices. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  iframes: false,
};

/** Judges what is on screen, once nothing moves any more. `state` names it in the failure. */
export async function expectAccessible(where: Page | Frame, state: string): Promise<void> {
  await where.waitForFunction(() =>
    document.getAnimations().every((one) => one.effect?.getTiming().iterations === Infinity || one.playState !== 'running'),
  );
  await where.evaluate(SOURCE);
  const results = await where.evaluate(
    (options) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
    OPTIONS,
  );
  const found = results.violations.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.html}\n      ${node.failureSummary?.replaceAll('\n', ' ')}`);
    return `  ${id}: ${help}\n${places.join('\n')}`;
  });
  expect(found.join('\n'), state).toBe('');
}
