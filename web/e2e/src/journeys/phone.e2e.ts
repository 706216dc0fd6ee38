import type { BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import { fitsAcross } from '../harness/fits';
import { journey } from '../harness/journey';

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 };
const SMALLEST: BrowserContextOptions = { ...PHONE, viewport: { width: 320, height: 568 } };

journey('on a phone the widget takes the whole screen and is used by touch', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { device: PHONE });
  await ana.opensTheWidget();
  const frame = ana.page.locator('iframe[title="Messages"]');
  await expect.poll(() => frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await ana.launcher.waitFor({ state: 'hidden' });
  await ana.beginsAnew('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies(`A long word ${'x'.repeat(120)} and https://shop.test/${'y'.repeat(120)}`);
  await ana.timeline.getByText('A long word').waitFor();
  await fitsAcross(ana.widgetFrame());

  // The keyboard takes half of the screen: the composer stays above it, the newest message in view.
  await ana.composer.tap();
  await ana.page.setViewportSize({ width: 390, height: 480 });
  await expect.poll(async () => (await frame.boundingBox())?.height).toBe(480);
  const composer = await ana.composer.boundingBox();
  expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual(480);
  await ana.says('Thank you');
  await ana.sees('Thank you');
  const newest = await ana.timeline.getByText('Thank you', { exact: true }).boundingBox();
  expect((newest?.y ?? 0) + (newest?.height ?? 0)).toBeLessThanOrEqual(composer?.y ?? 0);
  await bo.sees('Thank you');
  await ana.page.setViewportSize({ width: 390, height: 844 });
  await ana.closesTheWidget();
});

journey('320 pixels are enough for the widget', async (scene) => {
  const ana = await scene.customer('Ana', { device: SMALLEST });
  await ana.opensTheWidget();
  await fitsAcross(ana.widgetFrame());
  await ana.beginsAnew('Where is my order?', `Order ${'1042'.repeat(40)}`);
  await fitsAcross(ana.widgetFrame());
  await ana.widget.getByRole('button', { name: 'Back to your conversations' }).tap();
  await ana.widget.getByRole('heading', { name: 'Your conversations' }).waitFor();
  await fitsAcross(ana.widgetFrame());
});

journey('on a phone the desk shows one thing at a time', async (scene) => {
  const bo = await scene.agent('Bo Berg', { device: PHONE });
  const ana = await scene.customer();
  await ana.starts('Where is my order?');
  await bo.seesInList('Where is my order?');
  await fitsAcross(bo.page);
  await bo.opens('Where is my order?');
  await bo.list.waitFor({ state: 'hidden' });
  await fitsAcross(bo.page);
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await bo.page.goBack();
  await bo.seesInList('It left today.');
});
