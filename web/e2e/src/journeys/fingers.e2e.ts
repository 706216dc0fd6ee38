import { expect } from 'vitest';
import type { CustomerInShop } from '../harness/customer';
import { journey } from '../harness/journey';

/** What a finger finds easily, in px, and the size of letters below which a phone zooms into a field. */
const TARGET = 44;
const FIELD_LETTERS = 16;

/** Whatever can be pressed and is too small, and each field whose letters are. Links stand in text and may be its size. */
async function tooSmall(ana: CustomerInShop): Promise<string[]> {
  return ana.widgetFrame().evaluate(
    ([target, letters]) =>
      [...document.querySelectorAll<HTMLElement>('button, select, input, textarea, [role="tab"], [role="option"]')].flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        if (width === 0 || !one.checkVisibility()) return [];
        const name = one.getAttribute('aria-label') ?? one.textContent ?? one.tagName;
        const small = Math.min(width, height) < target! - 0.5 ? [`${name}: ${Math.round(width)} × ${Math.round(height)}`] : [];
        const writes = one.matches('input, select, textarea') && Number.parseFloat(getComputedStyle(one).fontSize) < letters!;
        return writes ? [...small, `${name}: its letters are small`] : small;
      }),
    [TARGET, FIELD_LETTERS],
  );
}

journey('a finger finds everything there is to press, and no field makes a phone zoom in', async (scene) => {
  const bo = await scene.agent('Bo Berg');
  const ana = await scene.customer('Ana', { device: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } });
  await ana.opensTheWidget();
  await ana.firstMessage.waitFor();
  await ana.widget.getByRole('combobox', { name: 'Language' }).waitFor();
  expect(await tooSmall(ana), 'nothing yet').toEqual([]);
  await ana.beginsAnew('Where is my order?');
  await bo.opens('Where is my order?');
  await bo.replies('It left today.');
  await ana.sees('It left today.');
  await ana.widget.getByRole('button', { name: 'Emoji', exact: true }).tap();
  await ana.widget.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
  expect(await tooSmall(ana), 'emoji').toEqual([]);
  await ana.widget.getByRole('button', { name: 'Close the emoji' }).tap();
  await ana.types('Hi :smi');
  await ana.widget.getByRole('option').first().waitFor();
  expect(await tooSmall(ana), 'names of emoji').toEqual([]);
  await ana.composer.fill('');
  await ana.widget.getByRole('button', { name: 'Back to your conversations' }).tap();
  await ana.widget.getByRole('heading', { name: 'Your conversations' }).waitFor();
  expect(await tooSmall(ana), 'list').toEqual([]);
  await ana.widget.getByRole('button', { name: 'Send us a request' }).tap();
  await ana.widget.getByRole('textbox', { name: 'Describe what you need' }).waitFor();
  expect(await tooSmall(ana), 'request').toEqual([]);
});
