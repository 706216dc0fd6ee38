import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { emoji } from '@deskbell/ui/vite/emoji';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/desk/',
  plugins: [react(), tailwindcss(), emoji()],
  build: {
    outDir: '../../dist/desk',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 600,
    // What others wrote changes seldom: a new version of the desk does not fetch it again.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules/ }] } } },
  },
  test: {
    name: 'desk',
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    passWithNoTests: true,
  },
});
