import { defineConfig } from 'vitest/config';

/** One run for every package and app; each says its own environment in its own config. */
export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*'],
    passWithNoTests: true,
  },
});
