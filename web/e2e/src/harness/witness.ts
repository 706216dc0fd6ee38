/** Watches the pages of a journey: what must never happen in any of them, and what to keep when one fails. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** What a page says when one of its rules was broken by us. */
const FORBIDDEN = /Content Security Policy|Permissions policy violation|Mixed Content/i;

/** Sees everything and says it only when asked. */
export class Witness {
  readonly #pages = new Map<Page, string>();
  readonly #said: string[] = [];
  readonly #wrong: string[] = [];
  readonly #began = Date.now();

  /** Watches every page that `who` opens. */
  watch(who: string, context: BrowserContext): void {
    context.on('page', (page) => this.#watchPage(who, page));
  }

  /** Fails when a script of a stranger ran, a script of ours broke, or a policy of a page was hurt. */
  assertNothingWrong(): void {
    if (this.#wrong.length > 0) throw new Error(`This must not happen in any journey:\n${this.#wrong.join('\n')}`);
  }

  /** Keeps what the pages show and said and what the server said; resolves with the folder. */
  async testify(serverLog: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'deskbell-journey-'));
    await writeFile(join(folder, 'pages.txt'), `${this.#said.join('\n')}\n`);
    await writeFile(join(folder, 'server.txt'), serverLog);
    let count = 0;
    for (const [page, who] of this.#pages) {
      if (page.isClosed()) continue;
      count += 1;
      const path = join(folder, `${count}-${who.replaceAll(/\W+/g, '-')}.png`);
      await page.screenshot({ path, timeout: 5000 }).catch((error: unknown) => this.#note(who, `no picture: ${error}`));
    }
    return folder;
  }

  #watchPage(who: string, page: Page): void {
    this.#pages.set(page, who);
    page.on('dialog', (dialog) => {
      this.#blame(who, `a dialog opened: ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    page.on('pageerror', (error) => this.#blame(who, `a script broke: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#blame(who, 'the page crashed'));
    page.on('console', (message) => {
      const text = `${message.type()}: ${message.text()} (${message.location().url})`;
      if (FORBIDDEN.test(text)) this.#blame(who, text);
      else this.#note(who, text);
    });
    page.on('requestfailed', (request) => this.#note(who, `no answer: ${request.url()} ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (response.status() >= 400) this.#note(who, `answered ${response.status()}: ${response.url()}`);
    });
    page.on('framenavigated', (frame) => this.#note(who, `went to ${frame.url()}`));
  }

  #blame(who: string, what: string): void {
    this.#wrong.push(`${who}: ${what}`);
    this.#note(who, what);
  }

  #note(who: string, what: string): void {
    this.#said.push(`${Date.now() - this.#began} ms ${who}: ${what}`);
  }
}
