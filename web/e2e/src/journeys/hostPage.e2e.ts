import { expect } from 'vitest';
import { journey } from '../harness/journey';

journey('under a strict content security policy of the page the widget works', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { strict: true });
  const launcher = await ana.launcher.boundingBox();
  expect([launcher?.width, launcher?.height]).toEqual([56, 56]);
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');
});

journey("the page's styles do not reach the widget, and the widget changes nothing of the page", async (scene) => {
  const profile = await scene.profile('Ana');
  const requests: string[] = [];
  profile.on('request', (request) => {
    if (request.url().startsWith(scene.server.url)) requests.push(new URL(request.url()).pathname);
  });
  const ana = await scene.customerIn(profile);
  const look = () =>
    ana.page.evaluate(() => {
      const styles = ['h1', 'label', 'input', 'body'].map((name) => {
        const { color, font, margin, overflow, position } = getComputedStyle(document.querySelector(name)!);
        return [name, color, font, margin, overflow, position];
      });
      const attributes = [document.documentElement, document.body].map((element) => element.outerHTML.split('>')[0]);
      const own = Object.keys(window).filter((name) => name !== 'Deskbell');
      return { styles, attributes, own, body: document.body.innerHTML, head: document.head.innerHTML, title: document.title };
    });

  // Before it is used: the script alone, nothing stored, nothing but its one element.
  expect(requests).toEqual(['/deskbell.js']);
  expect(await ana.page.evaluate(() => [document.cookie, localStorage.length])).toEqual(['', 0]);
  const before = await look();
  const launcher = await ana.launcher.boundingBox();
  expect([launcher?.width, launcher?.height]).toEqual([56, 56]);

  await ana.starts('Where is my order?');
  const frame = await ana.page.locator('iframe[title="Messages"]').boundingBox();
  expect(frame?.width).toBe(400);
  const bubble = await ana.timeline
    .getByText('Where is my order?', { exact: true })
    .evaluate((element) => [getComputedStyle(element).letterSpacing, getComputedStyle(element).fontSize]);
  expect(bubble).toEqual(['normal', '15px']);
  expect(await look()).toEqual(before);
  expect(await ana.page.evaluate(() => (window as unknown as { shop: object }).shop)).toEqual({ basket: 3 });
  expect(await profile.cookies()).toEqual([]);

  await ana.page.evaluate(() => {
    const { Deskbell } = window as unknown as { Deskbell: { shutdown(): void } };
    Deskbell.shutdown();
  });
  expect(await ana.page.evaluate(() => document.querySelectorAll('iframe, deskbell-launcher').length)).toBe(0);
});

journey('a shop without TLS has the same conversation', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { insecure: true });
  expect(await ana.page.evaluate(() => isSecureContext)).toBe(false);
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await ana.reloads();
  await ana.opensTheWidget();
  await ana.sees('It left today.');
});

journey('the widget on a page of its own carries the same conversation', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const page = await (await scene.profile('Ana')).newPage();
  await page.goto(scene.shop.standalone);
  await page.getByRole('textbox', { name: 'Your message' }).fill('Where is my order?');
  await page.getByRole('button', { name: /^(Start a conversation|Leave a message)$/ }).click();
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await page.getByRole('log', { name: 'Messages' }).getByText('It left today.', { exact: true }).waitFor();
  await bo.seesItRead();
});
