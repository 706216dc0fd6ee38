/** What journeys need from the machine: the server's binary, the built web, a browser. Missing ones are failures. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');
const WEB_BUILT = ['deskbell.js', 'widget/index.html', 'desk/index.html'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The server that the gate has built, or that SERVER_BINARY names. */
export function serverBinary(): string {
  const path = process.env.SERVER_BINARY ?? join(REPOSITORY, 'target/debug/deskbell');
  if (!isProgram(path)) throw new Error(`There is no server at ${path}. Build it first: cargo build.`);
  return path;
}

/** The system's Chromium, or the one that CHROMIUM_PATH names. */
export function browserBinary(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isProgram(named)) throw new Error(`There is no browser at CHROMIUM_PATH=${named}.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (!found) throw new Error('There is no Chromium on this machine. Install it, or name one by CHROMIUM_PATH.');
  return found;
}

/** Says in one sentence what is missing before the first journey wonders about it. */
export function checkEverythingIsBuilt(): void {
  serverBinary();
  const missing = WEB_BUILT.find((file) => !existsSync(join(REPOSITORY, 'web/dist', file)));
  if (missing) throw new Error(`web/dist/${missing} is missing. Build the web first: npm run build.`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
