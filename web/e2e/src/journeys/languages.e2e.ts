import { expect } from 'vitest';
import { expectAccessible } from '../harness/axe';
import { journey } from '../harness/journey';

journey('a German customer is spoken to in German from the first click to the message that was read', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { device: { locale: 'de-AT' } });
  await ana.starts('Wo ist meine Bestellung?', 'Bestellung 1042');
  await bo.opens('Wo ist meine Bestellung?');
  await ana.seesThat('Gelesen');
  await bo.types('Sie ist');
  await ana.seesThat('Bo Berg schreibt…');
  await bo.replies('Sie ist heute losgegangen.');
  await ana.sees('Sie ist heute losgegangen.');
  const day = ana.timeline.getByRole('separator', { name: 'Heute' });
  await day.waitFor();
  const root = await ana.widgetFrame().evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  expect(root).toEqual(['de', 'ltr']);
  await bo.closesTheConversation();
  await ana.seesThat('Bo Berg hat diese Unterhaltung geschlossen');
  await ana.widget.getByText('Diese Unterhaltung ist geschlossen. Schreiben Sie, um eine neue zu beginnen.').waitFor();
});

for (const [locale, text, answer, lang] of [
  ['ar-EG', 'أين طلبي رقم 1042؟', 'غادر اليوم.', 'ar'],
  ['ja-JP', '注文はどこですか。', '本日発送しました。', 'ja'],
] as const) {
  journey(`a customer who reads ${lang} finds everything accessible, from the first click to the closed conversation`, async (scene) => {
    const bo = await scene.agent('Bo Berg');
    const direction = lang === 'ar' ? 'rtl' : 'ltr';
    const ana = await scene.customer('Ana', { direction, device: { locale } });
    const holds = (state: string) => expectAccessible(ana.widgetFrame(), `widget in ${lang}, ${state}`);
    await ana.opensTheWidget();
    await ana.firstMessage.waitFor();
    await holds('nothing yet');
    await ana.beginsAnew(text);
    await bo.opens(text);
    await bo.replies(answer);
    await ana.sees(answer);
    await ana.composer.fill('x'.repeat(4990));
    await holds('conversation');
    const root = await ana.widgetFrame().evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
    expect(root).toEqual([lang, direction]);
    await ana.composer.fill('');
    await bo.closesTheConversation();
    await ana.widget.locator('.w-closed').waitFor();
    await holds('closed');
    const wide = await ana.widgetFrame().evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
}

journey('a page that is in one language has its customers spoken to in it, whatever their browser reads', async (scene) => {
  const page = await (await scene.profile('Ana', { device: { locale: 'de-DE' } })).newPage();
  await page.goto(`${scene.server.url}/c/${scene.inboxId}?locale=fr`);
  await page.getByRole('textbox', { name: 'Votre message' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
  await page.goto(`${scene.server.url}/c/${scene.inboxId}`);
  await page.getByRole('textbox', { name: 'Ihre Nachricht' }).waitFor();
});

journey('who reads another language than their browser says so once, and is spoken to in it from then on', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer();
  await ana.starts('Where is my order?');
  await bo.opens('Where is my order?');
  await ana.widget.getByRole('button', { name: 'Back to your conversations' }).click();
  const choice = ana.widget.getByRole('combobox', { name: 'Language' });
  await choice.focus();
  await choice.selectOption('ar');
  await ana.widget.getByRole('heading', { name: 'محادثاتك' }).waitFor();
  await ana.widget.getByRole('combobox', { name: 'اللغة' }).waitFor();
  expect(await ana.widgetFrame().evaluate(() => document.documentElement.dir)).toBe('rtl');
  const chosen = await ana.widgetFrame().evaluate(() => document.activeElement?.tagName);
  expect(chosen, 'the keyboard stays where it was').toBe('SELECT');
  await expectAccessible(ana.widgetFrame(), 'widget, language');
  await ana.reloads();
  await ana.opensTheWidget();
  await ana.widget.getByRole('heading', { name: 'محادثاتك' }).waitFor();
});
