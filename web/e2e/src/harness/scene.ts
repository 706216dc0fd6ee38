/** The stage of one journey: a server of its own, a shop, and the people who come. */
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { vi } from 'vitest';
import { AgentAtDesk } from './agent';
import { joinBrowser } from './browser';
import { CustomerInShop } from './customer';
import { Cable, Proxy } from './proxy';
import { Rest } from './rest';
import { Server, type Account } from './server';
import { Shop, type ShopPage } from './shop';
import { sign } from './token';
import { Witness } from './witness';
import { wordsOf } from './words';

/** Nothing on a screen may take longer than this to appear. */
const PATIENCE_MS = 10_000;

/** How somebody comes: on which device, and to which page. */
export interface Coming extends ShopPage {
  readonly device?: BrowserContextOptions;
  /** Runs in every page before its own scripts. */
  readonly before?: () => void;
  /** Whether the agent says that they are online; they do unless told otherwise. */
  readonly online?: boolean;
  /** What the agent may do here; an agent unless told otherwise. */
  readonly role?: Account['role'];
  /** How many live conversations the agent takes. */
  readonly capacity?: number;
}

/** Everything one journey needs; made and put away by `journey`. */
export class Scene {
  readonly witness = new Witness();
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  readonly server: Server;
  readonly shop: Shop;
  readonly inboxId: string;
  readonly #between: (Proxy | Cable)[] = [];
  #accounts = 0;

  private constructor(browser: Browser, server: Server, shop: Shop, inboxId: string) {
    this.#browser = browser;
    this.server = server;
    this.shop = shop;
    this.inboxId = inboxId;
  }

  /** Starts the server, opens the shop and joins the browser at `address`. */
  static async open(address: string, settings: Readonly<Record<string, string>>): Promise<Scene> {
    const [browser, server] = await Promise.all([joinBrowser(address), Server.start(settings)]);
    try {
      const inboxId = await onlyInbox(server.url);
      return new Scene(browser, server, await Shop.open(server.url, inboxId), inboxId);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Somebody opens the shop's page. Without a token they are a visitor. */
  async customer(who = 'Ana', coming: Coming = {}): Promise<CustomerInShop> {
    return this.customerIn(await this.profile(who, coming), coming);
  }

  /** The same in a profile that was prepared for them. */
  async customerIn(profile: BrowserContext, coming: Coming = {}): Promise<CustomerInShop> {
    const touches = coming.device?.hasTouch ?? false;
    const customer = new CustomerInShop(await profile.newPage(), this.shop.address(coming), touches, wordsOf(coming.device?.locale));
    await customer.arrives();
    return customer;
  }

  /** A customer whom the shop knows by name. */
  async knownCustomer(name: string, coming: Coming = {}): Promise<CustomerInShop> {
    return this.customer(name, { ...coming, token: this.customerToken(name) });
  }

  /** The token by which the shop's server names a customer. */
  customerToken(name: string, lifetimeSeconds?: number): string {
    return sign({ sub: `shop-${name}`, role: 'customer', name, inbox: this.inboxId }, lifetimeSeconds);
  }

  /** A proxy before the server that knows no WebSocket. */
  async proxy(): Promise<Proxy> {
    return this.#stands(await Proxy.before(this.server.url));
  }

  /** A line to the server that may go deaf. */
  async cable(): Promise<Cable> {
    return this.#stands(await Cable.before(this.server.url));
  }

  /** An agent gets an account, signs in at the desk and is online. */
  async agent(name = 'Bo Berg', coming: Coming = {}): Promise<AgentAtDesk> {
    const account = await this.account(name, coming.role);
    const agent = await this.signedIn(account, coming);
    if (coming.capacity !== undefined) await this.takes(account, coming.capacity);
    if (coming.online ?? true) await agent.isAvailable('Online');
    return agent;
  }

  /** Somebody with an account signs in on one more device. */
  async signedIn(account: Account, coming: Coming = {}): Promise<AgentAtDesk> {
    const page = await (await this.profile(account.name, coming)).newPage();
    const agent = new AgentAtDesk(page, `${this.server.url}/desk/`, account, coming.device?.hasTouch ?? false);
    await agent.signsIn();
    return agent;
  }

  /** An account that nobody has signed in with yet. */
  async account(name: string, role: Account['role'] = 'agent'): Promise<Account> {
    this.#accounts += 1;
    const account = { name, role, email: `agent${this.#accounts}@shop.test`, password: 'a long enough password' };
    await this.server.addAgent(account);
    return account;
  }

  /** An admin's way to the server, for what no screen of the journey is about. */
  get admin(): Rest {
    return new Rest(this.server.url, setupToken());
  }

  /** How the inbox gives out its conversations. */
  async routes(strategy: 'manual' | 'roundRobin' | 'leastLoaded'): Promise<void> {
    await this.admin.patch(`inboxes/${this.inboxId}`, { routing: { strategy, offerSeconds: 0, overflow: null, rules: [] } });
  }

  /** How many live conversations an agent takes. */
  async takes({ email }: Account, capacity: number): Promise<void> {
    const { admin } = this;
    // An account made beside the server is known to it a moment later.
    const id = await vi.waitUntil(async () => {
      const { items } = await admin.get<{ items: { id: string; email?: string | null }[] }>('agents');
      return items.find((one) => one.email === email)?.id;
    }, PATIENCE_MS);
    await admin.patch(`agents/${id}`, { capacity });
  }

  /** The way to the server of a customer whom the shop knows. */
  byRest(name: string): Rest {
    return new Rest(this.server.url, this.customerToken(name));
  }

  /** A customer whom the shop knows has asked something, without a screen. Resolves with the conversation's id. */
  async asked(name: string, message: string, subject?: string): Promise<string> {
    const { conversation } = await this.byRest(name).post<{ conversation: { id: string } }>('conversations', { message, subject });
    return conversation.id;
  }

  /** A browser profile: what one person's tabs share. */
  async profile(who: string, { device, before }: Coming = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...device });
    context.setDefaultTimeout(PATIENCE_MS);
    this.witness.watch(who, context);
    if (before) await context.addInitScript(before);
    this.#contexts.push(context);
    return context;
  }

  /** Everybody leaves, the shop shuts and the server ends in order. */
  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await Promise.all([this.#browser.close(), this.shop.close(), ...this.#between.map((one) => one.close())]);
    await this.server.stop();
  }

  #stands<T extends Proxy | Cable>(between: T): T {
    this.#between.push(between);
    return between;
  }
}

/** Whoever sets the stage. */
function setupToken(): string {
  return sign({ sub: 'setup', role: 'admin', name: 'Setup', email: 'setup@shop.test' });
}

async function onlyInbox(url: string): Promise<string> {
  const { items } = await new Rest(url, setupToken()).get<{ items: { id: string }[] }>('inboxes');
  const [inbox] = items;
  if (!inbox) throw new Error('The server has no inbox to write through.');
  return inbox.id;
}
