import { expect } from 'vitest';
import { expectAccessible } from '../harness/axe';
import { journey } from '../harness/journey';

const WRITTEN = [
  '**Order 1042** and ~~1043~~',
  '',
  '- one',
  '- two',
  '',
  '> as you said',
  '',
  '```',
  `const long = '${'x'.repeat(200)}';`,
  '```',
].join('\n');

journey('what is formatted looks the same on both sides, and wide code scrolls in itself', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.says(WRITTEN);
  await bo.timeline.locator('.letter strong', { hasText: 'Order 1042' }).waitFor();
  await bo.composer.fill(WRITTEN);
  await bo.sends();
  for (const [side, texts] of [
    ['the desk', bo.timeline.locator('.letter')],
    ['the widget', ana.timeline.locator('.w-bubble')],
  ] as const) {
    await texts.locator('pre').nth(1).waitFor();
    for (const what of ['strong', 's', 'ul > li', 'blockquote', 'pre']) {
      expect(await texts.locator(what).count(), `${what} on ${side}`).toBe(what === 'ul > li' ? 4 : 2);
    }
    const wide = await texts.locator('pre').first().evaluate((pre) => [pre.scrollWidth > pre.clientWidth, document.documentElement.scrollWidth - innerWidth]);
    expect(wide, side).toEqual([true, 0]);
  }
  await expectAccessible(ana.widgetFrame(), 'widget, formatted');
  await expectAccessible(bo.page, 'desk, formatted');
});

journey('a link that would run or deceive is only text at the desk, or says where it leads', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Hello');
  await bo.opens('Hello');
  await ana.says('[click **me**](javascript:alert(document.domain)) javascript:alert(1) <img src=x onerror=alert(1)>');
  await bo.timeline.getByText('javascript:alert(document.domain)').waitFor();
  expect(await bo.timeline.locator('.letter a, .letter img').count()).toBe(0);
  await ana.says('[bank.example](https://evil.example/login) and https://shop.test/track.');
  const link = bo.timeline.getByRole('link', { name: 'bank.example' });
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('https://evil.example/login');
  await bo.timeline.getByText('(evil.example)').waitFor();
  const plain = bo.timeline.getByRole('link', { name: 'https://shop.test/track', exact: true });
  expect(await plain.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
  expect(await plain.getAttribute('target')).toBe('_blank');
});
