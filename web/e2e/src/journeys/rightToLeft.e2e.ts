import { expect } from 'vitest';
import { journey } from '../harness/journey';

const ARABIC = { locale: 'ar-EG' };

journey('in a language written from right to left everything stands the other way round', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { direction: 'rtl', device: ARABIC });
  const launcher = await ana.launcher.boundingBox();
  expect(launcher?.x, 'the launcher stands on the left').toBeLessThan(100);
  await ana.starts('أين طلبي رقم 1042؟');
  await bo.opens('أين طلبي رقم 1042؟');
  await bo.replies('It left today, at 10:00.');
  await ana.sees('It left today, at 10:00.');

  const log = await ana.timeline.boundingBox();
  const middle = (log?.x ?? 0) + (log?.width ?? 0) / 2;
  const own = await ana.timeline.getByText('أين طلبي رقم 1042؟', { exact: true }).boundingBox();
  const theirs = await ana.timeline.getByText('It left today, at 10:00.', { exact: true }).boundingBox();
  expect(own?.x, 'own messages begin on the left').toBeLessThan(middle - (own?.width ?? 0) / 2);
  expect((theirs?.x ?? 0) + (theirs?.width ?? 0), 'the other side ends on the right').toBeGreaterThan(middle);
  const directions = await ana.timeline
    .locator('.w-bubble')
    .evaluateAll((bubbles) => bubbles.map((bubble) => getComputedStyle(bubble).direction));
  expect(directions).toEqual(['rtl', 'ltr']);
  const empty = await ana.composer.evaluate((field) => getComputedStyle(field).direction);
  expect(empty, 'what is to be written begins on the right').toBe('rtl');
  const wide = await ana.widgetFrame().evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
