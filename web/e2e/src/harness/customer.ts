/** A customer in somebody's shop. They find the widget by its launcher and see only what is on their screen. */
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { wordsOf, type CustomerWords } from './words';

/** How far the last message of one's own has got, as the widget says it. */
export type OwnState = 'Sending…' | 'Waiting to be sent' | 'Sent' | 'Delivered' | 'Read' | 'Not sent';

/** Ana, most of the time. */
export class CustomerInShop {
  readonly page: Page;
  readonly #address: string;
  readonly #touches: boolean;
  /** What is written on what they press. */
  readonly words: CustomerWords;

  constructor(page: Page, address: string, touches: boolean, words = wordsOf()) {
    this.page = page;
    this.#address = address;
    this.#touches = touches;
    this.words = words;
  }

  // Where things are.

  /** The widget inside the page. */
  get widget(): FrameLocator {
    return this.page.frameLocator(`iframe[title="${this.words.messages}"]`);
  }

  /** The round button, whatever it says. */
  get launcher(): Locator {
    return this.page.getByRole('button', { name: this.words.launcher });
  }

  /** The entries of the open conversation. */
  get timeline(): Locator {
    return this.widget.getByRole('log', { name: this.words.messages });
  }

  /** Where an open conversation is written into. */
  get composer(): Locator {
    return this.widget.getByRole('textbox', { name: this.words.composer, exact: true });
  }

  /** Where the first message of a new conversation is written. */
  get firstMessage(): Locator {
    return this.widget.getByRole('textbox', { name: this.words.firstMessage, exact: true });
  }

  /** The sentence about the line; empty while there is nothing to say. */
  get lineNotice(): Locator {
    return this.widget.locator('.w-notices');
  }

  /** The widget's own document, for what only a script can find out. */
  widgetFrame(): Frame {
    const frame = this.page.frames().find((one) => new URL(one.url()).pathname.startsWith('/widget/'));
    if (!frame) throw new Error('The widget has not been opened yet.');
    return frame;
  }

  // What they do.

  async arrives(): Promise<void> {
    await this.page.goto(this.#address);
    await this.launcher.waitFor();
  }

  async opensTheWidget(): Promise<void> {
    await this.#presses(this.launcher);
    await this.widget.getByRole('heading', { level: 1 }).waitFor();
  }

  /** By the widget's own cross, which phones have alone. */
  async closesTheWidget(): Promise<void> {
    await this.#presses(this.widget.getByRole('button', { name: this.words.close }));
    await this.page.locator('deskbell-launcher button[aria-expanded="false"]').waitFor();
  }

  /** Opens the widget and writes a first message. */
  async starts(text: string, subject?: string): Promise<void> {
    await this.opensTheWidget();
    await this.beginsAnew(text, subject);
  }

  /** Writes a first message into the form that is on screen. */
  async beginsAnew(text: string, subject?: string): Promise<void> {
    if (subject !== undefined) await this.widget.getByRole('textbox', { name: this.words.subject }).fill(subject);
    await this.firstMessage.fill(text);
    await this.#presses(this.widget.getByRole('button', { name: this.words.begin }));
    await this.sees(text);
    await this.composer.waitFor();
  }

  async says(text: string): Promise<void> {
    await this.composer.fill(text);
    if (this.#touches) await this.#presses(this.widget.getByRole('button', { name: this.words.send, exact: true }));
    else await this.composer.press('Enter');
  }

  /** Types and does not send. */
  async types(text: string): Promise<void> {
    await this.composer.pressSequentially(text);
  }

  async reloads(): Promise<void> {
    await this.page.reload();
    await this.launcher.waitFor();
  }

  /** The page names its customer by another token, without a reload. */
  async isNamedAgain(token: string): Promise<void> {
    await this.page.evaluate((given) => {
      const { Deskbell } = window as unknown as { Deskbell: { identify(token: string): void } };
      Deskbell.identify(given);
    }, token);
  }

  /** The same shop once more beside the first, in the same browser. */
  async opensAnotherTab(): Promise<CustomerInShop> {
    const tab = new CustomerInShop(await this.page.context().newPage(), this.#address, this.#touches, this.words);
    await tab.arrives();
    return tab;
  }

  // What they see.

  /** One message with exactly this text, once. */
  async sees(text: string): Promise<void> {
    const message = this.timeline.getByText(text, { exact: true });
    await message.first().waitFor();
    expect(await message.count(), `how often Ana sees "${text}"`).toBe(1);
  }

  /** A line about what happened. */
  async seesThat(what: string | RegExp): Promise<void> {
    await this.timeline.getByText(what).first().waitFor();
  }

  async seesNo(text: string | RegExp): Promise<void> {
    await this.timeline.getByText(text).waitFor({ state: 'detached' });
  }

  /** Where her last message stands. */
  async seesItIs(state: OwnState): Promise<void> {
    const words = { 'Waiting to be sent': this.words.waiting, Read: this.words.read }[state as string] ?? state;
    await this.timeline.getByText(words, { exact: true }).waitFor();
  }

  async seesTyping(name: string): Promise<void> {
    await this.timeline.getByText(this.words.typing(name)).waitFor();
  }

  async seesNobodyTyping(): Promise<void> {
    await this.timeline.getByText('typing…').waitFor({ state: 'detached' });
  }

  /** Messages in order, as they stand on screen. */
  async messages(): Promise<string[]> {
    return this.timeline.locator('.w-bubble').allInnerTexts();
  }

  /** The number at the closed launcher, as it is drawn and as it is said. */
  async seesUnread(count: number): Promise<void> {
    const name = count === 0 ? 'Open messages' : `Open messages, ${count} unread`;
    const launcher = this.page.getByRole('button', { name, exact: true });
    await launcher.waitFor();
    const drawn = launcher.locator('span');
    if (count === 0) await drawn.waitFor({ state: 'hidden' });
    else await drawn.getByText(String(count), { exact: true }).waitFor();
  }

  async #presses(what: Locator): Promise<void> {
    if (this.#touches) await what.tap();
    else await what.click();
  }
}
