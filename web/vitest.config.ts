import { defineConfig } from 'vitest/config';

const tests = { include: ['src/**/*.test.{ts,tsx}'], passWithNoTests: true };

/** One run for every package and app; the apps bring their own config because a build needs it too. */
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      { root: 'packages/protocol', test: { ...tests, name: 'protocol', environment: 'node' } },
      { root: 'packages/client', test: { ...tests, name: 'client', environment: 'node' } },
      { root: 'packages/react', test: { ...tests, name: 'react', environment: 'happy-dom' } },
      { root: 'packages/ui', test: { ...tests, name: 'ui', environment: 'happy-dom' } },
      { root: 'eslint', test: { name: 'eslint', include: ['*.test.ts'], environment: 'node' } },
      'apps/*',
    ],
  },
});
