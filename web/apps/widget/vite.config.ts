import { defineConfig } from 'vitest/config';

/**
 * The widget is written against React's names and runs on Preact: 45 KB on first load leave no room for React.
 * Shared packages import `react`; these aliases decide what that is, in the build and in the tests alike.
 */
const preact = [
  { find: 'react/jsx-dev-runtime', replacement: 'preact/jsx-dev-runtime' },
  { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
  { find: 'react-dom/client', replacement: 'preact/compat/client' },
  { find: 'react-dom/test-utils', replacement: 'preact/test-utils' },
  { find: 'react-dom', replacement: 'preact/compat' },
  { find: /^react$/, replacement: 'preact/compat' },
];

export default defineConfig({
  base: '/widget/',
  resolve: { alias: preact, dedupe: ['preact'] },
  build: { outDir: '../../dist/widget', emptyOutDir: true, target: 'es2022' },
  test: {
    name: 'widget',
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    passWithNoTests: true,
    // Aliases reach only what Vite itself loads; without this a dependency would bring a second React.
    server: { deps: { inline: [/preact/, /lucide-react/, /zustand/] } },
  },
});
