import { defineConfig } from 'vitest/config';

/** Journeys start a real server and a real browser: one file at a time, with room for both to boot. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: true,
  },
});
