import { defineConfig } from 'vitest/config';

/** The client against the real server: each file starts its own. Without the binary the stories fail. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    name: 'client:real',
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
