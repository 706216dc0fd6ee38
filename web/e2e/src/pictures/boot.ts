/** Before the first picture: everything that is needed is there, and a browser with our letters runs. */
import type { TestProject } from 'vitest/node';
import { launchBrowser } from '../harness/browser';
import { checkEverythingIsBuilt } from '../harness/places';
import { onlyOurFonts } from './fonts';

export default async function boot(project: TestProject): Promise<() => Promise<void>> {
  checkEverythingIsBuilt();
  const browser = await launchBrowser({ FONTCONFIG_FILE: await onlyOurFonts() });
  project.provide('browserAddress', browser.wsEndpoint());
  return () => browser.close();
}
