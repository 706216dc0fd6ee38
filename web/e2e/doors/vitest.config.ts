import { defineConfig } from 'vitest/config';

/** The live doors, judged by the official clients: each file starts real servers of its own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
