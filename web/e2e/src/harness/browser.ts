/** One browser process for all journeys; each person in them has a profile of their own. */
import { chromium, type Browser, type BrowserServer } from 'playwright-core';
import { browserBinary } from './places';

const ARGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The last list counts, and the driver's own would take away the storage that a frame on another site has.
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,PaintHolding',
  // A shop that has no TLS: unlike localhost, its pages get no more from the browser than any other of its kind.
  '--host-resolver-rules=MAP shop.test 127.0.0.1',
];

/** Starts the browser that others join by its address, with `settings` among its environment variables. */
export function launchBrowser(settings: Readonly<Record<string, string>> = {}): Promise<BrowserServer> {
  const env = { ...process.env, ...settings };
  return chromium.launchServer({ executablePath: browserBinary(), args: ARGS, host: '127.0.0.1', env });
}

/** Joins the browser at an address. */
export function joinBrowser(address: string): Promise<Browser> {
  return chromium.connect(address);
}
