import { defineConfig } from 'vitest/config';

/** One classic script, no modules and no chunks: it must run from a bare `<script async>` on any page. */
export default defineConfig({
  build: {
    outDir: '../../dist',
    emptyOutDir: false,
    target: 'es2019',
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'DeskbellLoader', fileName: () => 'deskbell.js' },
  },
  test: {
    name: 'loader',
    environment: 'happy-dom',
    // The frames of the tests lead to a server that does not exist: nothing is fetched.
    environmentOptions: { happyDOM: { settings: { navigation: { disableChildFrameNavigation: true } } } },
    include: ['src/**/*.test.ts'],
  },
});
