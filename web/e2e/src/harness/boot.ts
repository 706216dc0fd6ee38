/** Before the first journey: everything that is needed is there, and the browser runs. */
import type { TestProject } from 'vitest/node';
import { launchBrowser } from './browser';
import { checkEverythingIsBuilt } from './places';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the workers find the browser. */
    browserAddress: string;
  }
}

export default async function boot(project: TestProject): Promise<() => Promise<void>> {
  checkEverythingIsBuilt();
  const browser = await launchBrowser();
  project.provide('browserAddress', browser.wsEndpoint());
  return () => browser.close();
}
