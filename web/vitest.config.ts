import { emoji } from '@deskbell/ui/vite/emoji';
import { defineConfig } from 'vitest/config';

const tests = { include: ['src/**/*.test.{ts,tsx}'], passWithNoTests: true };

/** One run for every package and app; the apps bring their own config because a build needs it too. */
export default defineConfig({
  test: {
    passWithNoTests: true,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/*.generated.ts', '**/src/main.{ts,tsx}', '**/test/**'],
      reporter: ['text-summary', 'html'],
      // Lines in a hundred. The desk's screens are walked through in the browser, which counts no lines.
      thresholds: {
        'packages/client/src/**': { lines: 85 },
        'packages/react/src/**': { lines: 90 },
        'packages/text/src/**': { lines: 95 },
        'packages/ui/src/**': { lines: 90 },
        'apps/loader/src/**': { lines: 90 },
        'apps/widget/src/**': { lines: 80 },
      },
    },
    projects: [
      { root: 'packages/protocol', test: { ...tests, name: 'protocol', environment: 'node' } },
      { root: 'packages/client', test: { ...tests, name: 'client', environment: 'node' } },
      { root: 'packages/react', test: { ...tests, name: 'react', environment: 'happy-dom' } },
      { root: 'packages/text', test: { ...tests, name: 'text', environment: 'node' } },
      { root: 'packages/ui', plugins: [emoji()], test: { ...tests, name: 'ui', environment: 'happy-dom' } },
      { root: 'eslint', test: { name: 'eslint', include: ['*.test.ts'], environment: 'node' } },
      'apps/*',
    ],
  },
});
