/** Whether what is shown has room on a narrow screen. */
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing sticks out: neither the document nor anything in it can be pushed sideways. */
export async function fitsAcross(where: Page | Frame, state = ''): Promise<void> {
  const tooWide = await where.evaluate(() => {
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
    const wide = [...document.querySelectorAll('body, body *')].filter(
      (element) => scrolls(element) && !['hidden', 'clip'].includes(getComputedStyle(element).overflowX),
    );
    const page = document.documentElement;
    return [...(page.scrollWidth > page.clientWidth ? [page] : []), ...wide].map((element) => element.outerHTML.slice(0, 120));
  });
  expect(tooWide, `what can be pushed sideways ${state}`).toEqual([]);
}
