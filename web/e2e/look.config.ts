import { defineConfig } from 'vitest/config';

/** Takes pictures instead of telling journeys; see src/look.ts. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/look.ts'],
    globalSetup: 'src/harness/boot.ts',
    pool: 'forks',
  },
});
