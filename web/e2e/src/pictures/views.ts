/** In which ways every state is looked at, and the camera that does it. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { Scene, type Coming } from '../harness/scene';
import { compare } from './compare';

const SIZES = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } } as const;
/** Times pass and are as long as they are: they are no part of the look. */
const STILL = 'time { display: none !important }';

/** One way to look at a state. */
export interface View {
  readonly name: string;
  readonly width: keyof typeof SIZES;
  readonly scheme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
}

const WIDTHS = [390, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
const DIRECTIONS = ['ltr', 'rtl'] as const;

/** Narrow and wide, light and dark, from left to right and from right to left. */
export const VIEWS: readonly View[] = WIDTHS.flatMap((width) =>
  SCHEMES.flatMap((scheme) =>
    DIRECTIONS.map((direction) => ({ name: `${width}-${scheme}-${direction}`, width, scheme, direction })),
  ),
);

/** How somebody comes who sees it in this way. */
export function comingOf({ width, scheme, direction }: View): Coming {
  const device: BrowserContextOptions = {
    viewport: SIZES[width],
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(width === 390 && { hasTouch: true, isMobile: true }),
    ...(direction === 'rtl' && { locale: 'ar-EG' }),
  };
  return { direction, plain: true, device };
}

/** Takes a picture of what is on screen, or of a part of it, and holds it against the kept one. */
export type Camera = (shown: Page | Locator, state: string) => Promise<void>;

/** Tells a story of pictures once in each way to look at it. All that differ are named at its end. */
export function pictures(title: string, views: readonly View[], tell: (scene: Scene, coming: Coming, take: Camera, view: View) => Promise<void>): void {
  for (const view of views) {
    test(`${title} at ${view.name}`, async () => {
      const scene = await Scene.open(inject('browserAddress'), {});
      const wrong: string[] = [];
      try {
        await tell(
          scene,
          comingOf(view),
          async (shown, state) => {
            const taken = await settled(shown);
            const said = await compare(`${state}.${view.name}`, taken);
            if (said !== null) wrong.push(said);
          },
          view,
        );
      } finally {
        await scene.close();
      }
      expect(wrong.join('\n')).toBe('');
    });
  }
}

/** Pictures of one state that are taken at most, until two in a row are the same: something may still be on its way. */
const TRIES = 20;
const BETWEEN_MS = 150;

async function settled(shown: Page | Locator): Promise<Buffer> {
  const page = 'frames' in shown ? shown : shown.page();
  // What a place is kept for comes after the rest.
  for (const frame of page.frames()) await frame.waitForFunction(() => document.querySelector('.w-slot:empty, .w-language:empty') === null);
  const take = () => shown.screenshot({ animations: 'disabled', caret: 'hide', style: STILL });
  let before = await take();
  for (let tries = 0; tries < TRIES; tries += 1) {
    await page.waitForTimeout(BETWEEN_MS);
    const after = await take();
    if (after.equals(before)) return after;
    before = after;
  }
  return before;
}
