import { defineConfig } from 'vitest/config';

/** Journeys start a real server each and share one real browser; two at a time, for they mostly wait. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/**/*.e2e.ts'],
    globalSetup: 'src/harness/boot.ts',
    pool: 'forks',
    maxWorkers: 2,
    // Each journey has a stage of its own; what they share is the driver, which takes long to load.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
