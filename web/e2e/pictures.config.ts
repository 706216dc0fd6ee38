import { defineConfig } from 'vitest/config';

/** Takes a picture of every state and holds it against the one that is kept; see src/pictures. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/pictures/*.pictures.ts'],
    globalSetup: 'src/pictures/boot.ts',
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
