/** An agent at the desk. They find things by their names and see only what is on their screen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Account } from './server';

/** Bo, most of the time. */
export class AgentAtDesk {
  readonly page: Page;
  readonly #address: string;
  readonly account: Account;
  readonly #touches: boolean;

  constructor(page: Page, address: string, account: Account, touches: boolean) {
    this.page = page;
    this.#address = address;
    this.account = account;
    this.#touches = touches;
  }

  // Where things are.

  /** The conversations, one row each. */
  get list(): Locator {
    return this.page.getByRole('list', { name: 'Conversations' });
  }

  /** The entries of the open conversation. */
  get timeline(): Locator {
    return this.page.getByRole('region', { name: 'Messages' });
  }

  /** Where a reply is written. */
  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Reply to / });
  }

  /** Where an internal note is written. */
  get note(): Locator {
    return this.page.getByRole('textbox', { name: 'Internal note, not shown to the customer' });
  }

  /** The row whose name, last words or status hold this text. */
  row(text: string | RegExp): Locator {
    return this.list.getByRole('link').filter({ hasText: text });
  }

  /** The id in the address of the open conversation. */
  conversationId(): string {
    const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(this.page.url())?.[0];
    if (id === undefined) throw new Error(`No conversation is open at ${this.page.url()}.`);
    return id;
  }

  /** A dialog by its title. */
  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  // What they do.

  async signsIn(): Promise<void> {
    await this.page.goto(this.#address);
    await this.page.getByLabel('E-mail').fill(this.account.email);
    await this.page.getByLabel('Password').fill(this.account.password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.page.getByRole('heading', { name: 'Sign in to your desk' }).waitFor({ state: 'detached' });
  }

  async isAvailable(availability: 'Online' | 'Away' | 'Busy' | 'Offline'): Promise<void> {
    await this.page.getByRole('button', { name: /^Availability/ }).click();
    await this.page.getByRole('menuitemradio', { name: availability }).click();
    await this.page.getByRole('button', { name: `Availability: ${availability}` }).waitFor();
    await this.#pointsAtNothing();
  }

  /** Opens the conversation whose row holds this text. */
  async opens(text: string): Promise<void> {
    await this.row(text).click();
    await this.timeline.waitFor();
    await this.#pointsAtNothing();
  }

  async replies(text: string): Promise<void> {
    const reply = this.page.getByRole('radio', { name: 'Reply' });
    if (!(await reply.isChecked())) await reply.click();
    await this.composer.fill(text);
    await this.sends();
    await this.sees(text);
  }

  /** Types into the reply and does not send. */
  async types(text: string): Promise<void> {
    await this.composer.pressSequentially(text);
  }

  /** Where there is no Shift to hold, Enter breaks the line and a button sends. */
  async sends(): Promise<void> {
    if (this.#touches) await this.page.getByRole('button', { name: 'Send' }).tap();
    else await this.composer.press('Enter');
  }

  /** Writes an internal note. */
  async notes(text: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'Note' }).click();
    await this.note.fill(text);
    await this.page.getByRole('button', { name: 'Add note' }).click();
    await this.sees(text);
  }

  async takesTheConversation(): Promise<void> {
    await this.page.getByRole('button', { name: 'Assign to me' }).click();
  }

  /** Whose conversations the list holds. */
  async showsTab(name: 'All' | 'Mine' | 'Queue'): Promise<void> {
    const words = { All: 'All conversations', Mine: 'My conversations', Queue: 'Queue' }[name];
    await this.page.getByRole('button', { name: words }).click();
    await this.#pointsAtNothing();
  }

  async resolves(): Promise<void> {
    await this.page.getByRole('button', { name: 'Resolve', exact: true }).click();
    await this.seesStatus('Resolved');
  }

  /** Closes for good, and says yes when asked. */
  async closesTheConversation(): Promise<void> {
    await this.page.getByRole('button', { name: 'More steps' }).click();
    await this.page.getByRole('menuitem', { name: 'Close for good…' }).click();
    const question = this.page.getByRole('alertdialog', { name: 'Close this conversation for good?' });
    await question.getByRole('button', { name: 'Close for good' }).click();
    await question.waitFor({ state: 'detached' });
  }

  /** Shuts everything there is of this device. */
  async leaves(): Promise<void> {
    await this.page.context().close();
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  /** Chooses a step of the open conversation from its menu. */
  async choosesStep(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More steps' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** Goes to one of the desk's places by its link at the side. */
  async goesTo(place: 'Conversations' | 'Search everything' | 'Live board' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: place }).click();
  }

  /** Goes to a section of the settings. */
  async opensSettings(section: string): Promise<void> {
    await this.goesTo('Settings');
    await this.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section, exact: true }).click();
    await this.page.getByRole('heading', { name: section, level: 1 }).waitFor();
  }

  // What they see.

  async seesAnEmptyList(): Promise<void> {
    await this.page.getByText('Nothing to do right now').waitFor();
  }

  /** How many conversations stand in the list. */
  async seesRows(count: number): Promise<void> {
    await expect.poll(() => this.list.getByRole('link').count()).toBe(count);
  }

  async seesInList(text: string): Promise<void> {
    await this.row(text).waitFor();
  }

  /** One message or note with exactly this text, once. */
  async sees(text: string): Promise<void> {
    const message = this.timeline.getByText(text, { exact: true });
    await message.first().waitFor();
    expect(await message.count(), `how often the agent sees "${text}"`).toBe(1);
  }

  async seesSubject(subject: string): Promise<void> {
    await this.page.getByText(subject).first().waitFor();
  }

  async seesCustomer(name: string): Promise<void> {
    await this.page.getByRole('complementary').getByText(name, { exact: true }).first().waitFor();
  }

  async seesStatus(status: 'Open' | 'Active' | 'Resolved' | 'Closed'): Promise<void> {
    const conversation = this.page.getByRole('region', { name: 'Conversation', exact: true });
    await conversation.locator('header').getByText(status, { exact: true }).waitFor();
  }

  /** Under our side's newest message. */
  async seesItRead(): Promise<void> {
    await this.timeline.getByText(/has read this$/).waitFor();
  }

  async seesItUnread(): Promise<void> {
    await this.timeline.getByText(/has not read this yet$/).waitFor();
  }

  /** Under a message that cannot be sent now. */
  async seesItKept(): Promise<void> {
    await this.timeline.getByText('Kept. It will be sent when the connection is back.').first().waitFor();
  }

  async seesTyping(name = ''): Promise<void> {
    await this.page.getByText(/is typing$/).filter({ hasText: name }).waitFor();
  }

  async seesNobodyTyping(): Promise<void> {
    await this.page.getByText(/is typing$/).waitFor({ state: 'detached' });
  }

  /** Messages and notes in order, as they stand on screen. */
  async messages(): Promise<string[]> {
    return this.timeline.locator('.letter').allInnerTexts();
  }

  /** The number beside "Conversations" in the sidebar. */
  async seesUnread(count: number): Promise<void> {
    const link = this.page.getByRole('navigation').getByRole('link', { name: /^Conversations/ });
    const words = count === 1 ? '1 unread' : `${count} unread`;
    if (count === 0) await link.filter({ hasNotText: 'unread' }).waitFor();
    else await link.filter({ hasText: words }).waitFor();
  }

  async seesTheLineIsCut(): Promise<void> {
    await this.page.getByText(/Reconnecting|No connection/).first().waitFor();
  }

  async seesTheLineIsBack(): Promise<void> {
    await this.page.getByText(/Reconnecting|No connection/).waitFor({ state: 'detached' });
  }

  /** A list under the pointer does not move, so that nobody presses what has just come there. */
  async #pointsAtNothing(): Promise<void> {
    const { width } = this.page.viewportSize() ?? { width: 0 };
    await this.page.mouse.move(width / 2, 4);
  }
}
