import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { journey } from '../harness/journey';

const NAME = '<img src=x onerror=alert(1)>Ana';
const SUBJECT = '<script>alert(2)</script>';
const MESSAGE = '<svg onload=alert(3)><a href="javascript:alert(4)">x</a>';
const LINK = 'javascript:alert(5) https://shop.test/?q="><img/src=x/onerror=alert(6)>';
const AGENT = 'Bo <b onmouseover=alert(7)>Berg</b>';

/** A dialog fails every journey by itself; this finds what was made and has not run yet. */
async function holdsNoMarkup(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const planted = await frame.evaluate(() => {
      const bad = '[onerror], [onload], [onmouseover], [href^="javascript:" i], img[src="x"]';
      return document.querySelectorAll(bad).length;
    });
    expect(planted, `elements made of somebody's text in ${frame.url()}`).toBe(0);
  }
}

journey('script in a message, a name and a subject is shown as text on both sides', async (scene) => {
  const bo = await scene.agent(AGENT);
  const ana = await scene.knownCustomer(NAME);
  await ana.starts(MESSAGE, SUBJECT);
  await bo.seesInList(MESSAGE);
  await bo.opens(MESSAGE);
  await bo.sees(MESSAGE);
  await bo.seesSubject(SUBJECT);
  await bo.seesCustomer(NAME);
  await ana.says(LINK);
  await bo.page.getByText(LINK.slice(0, 20)).first().waitFor();

  await bo.replies(MESSAGE.toUpperCase());
  await ana.sees(MESSAGE.toUpperCase());
  await ana.seesThat(`${AGENT} is now helping you`);
  await ana.types('typing');
  await bo.seesTyping(NAME);
  await bo.resolves();
  await ana.seesThat(`${AGENT} marked this as resolved`);
  await ana.widget.getByRole('button', { name: 'Back to your conversations' }).click();
  await ana.widget.getByText(SUBJECT).waitFor();
  await bo.closesTheConversation();

  await holdsNoMarkup(ana.page);
  await holdsNoMarkup(bo.page);
  await bo.reloads();
  await bo.sees(MESSAGE);
  await holdsNoMarkup(bo.page);
});
