/**
 * Looking away from a page and back, and what a page is told. The driver keeps every page in front and focused, so what the browser would
 * tell a page in the background is told by hand, to the page and every frame in it.
 */
import type { Page } from 'playwright-core';

/** The page goes into the background. */
export async function looksAwayFrom(page: Page): Promise<void> {
  await tell(page, false);
}

/** The page comes to the front and has the focus. */
export async function looksAt(page: Page): Promise<void> {
  await tell(page, true);
}

/** What a page is told by the server at `url` from now on, over every line it has. */
export function everythingHeardBy(page: Page, url: string): readonly string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  page.on('response', (response) => {
    if (!response.url().startsWith(url)) return;
    response.text().then((text) => heard.push(text), () => undefined);
  });
  return heard;
}

async function tell(page: Page, here: boolean): Promise<void> {
  for (const frame of page.frames()) {
    await frame.evaluate((inFront) => {
      Object.defineProperties(document, {
        visibilityState: { configurable: true, get: () => (inFront ? 'visible' : 'hidden') },
        hidden: { configurable: true, get: () => !inFront },
        hasFocus: { configurable: true, value: () => inFront },
      });
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event(inFront ? 'focus' : 'blur'));
    }, here);
  }
}
