import { fileURLToPath } from 'node:url';
import { emoji } from '@deskbell/ui/vite/emoji';
import { minify } from 'terser';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const lean = (file: string) => fileURLToPath(new URL(`src/lean/${file}`, import.meta.url));

/**
 * The widget is written against React's names and runs on Preact: 45 KB on first load leave no room for React.
 * Shared packages import `react`; these aliases decide what that is, in the build and in the tests alike. Where a
 * dependency brings what is never used here, `src/lean` holds the part that is.
 */
const aliases = [
  { find: 'react/jsx-dev-runtime', replacement: 'preact/jsx-dev-runtime' },
  { find: 'react/jsx-runtime', replacement: lean('jsx.ts') },
  { find: /^react$/, replacement: lean('react.ts') },
  { find: /^.*\/createLucideIcon\.mjs$/, replacement: lean('lucide.ts') },
  { find: /^socket\.io-parser$/, replacement: lean('parser.ts') },
  { find: /^.*\/parseuri\.js$/, replacement: lean('address.ts') },
  { find: /^\.\/(en|de)codePacket\.js$/, replacement: lean('packets.ts') },
  { find: /^.*\/webtransport\.js$/, replacement: lean('webtransport.ts') },
];

/** Vite's own helper looks up what to preload before it loads a chunk; ours have nothing to preload. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null),
};

/** The page names the part that its first script asks for at once, and what that stands on: all are on their way together. */
const together: Plugin = {
  name: 'together',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {}, chunk: first }) {
      const named = new Set<string>();
      const name = (fileName: string) => {
        const file = bundle[fileName];
        if (file?.type !== 'chunk' || file === first || named.has(fileName)) return;
        named.add(fileName);
        file.imports.forEach(name);
      };
      const start = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'start');
      if (!start) throw new Error('The widget has no part named start.');
      name(start.fileName);
      return [...named].map((fileName) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/widget/${fileName}` },
        injectTo: 'head' as const,
      }));
    },
  },
};

interface Modules {
  getModuleInfo: (id: string) => Rolldown.ModuleInfo | null;
}

/** What a chunk stands on: modules that are there whenever it is, without those that somebody fetches on demand. */
function standsOn(entry: string, bundle: Modules, known = new Set<string>()): Set<string> {
  const module = bundle.getModuleInfo(entry);
  if (!module || known.has(entry)) return known;
  known.add(entry);
  for (const id of module.importedIds) {
    if (bundle.getModuleInfo(id)?.dynamicImporters.length === 0) standsOn(id, bundle, known);
  }
  return known;
}

/**
 * Keeps in one file what the second part of the widget shares with parts on demand. Left to itself the bundler makes a
 * file of each set of parts that share something, and on a bad line each file is a question.
 */
const shared = {
  minShareCount: 2,
  name: (id: string, bundle: Modules): string | null => {
    const first = standsOn(lean('../main.tsx'), bundle);
    second ??= new Set([...standsOn(lean('../start.tsx'), bundle)].filter((one) => LATER.test(one) || !first.has(one)));
    return second.has(id) ? 'shared' : null;
  },
};
let second: Set<string> | null = null;
/** What the first part names by an index and never uses. */
const LATER = /\/preact\/|\/lean\/|react\/src\/use|basics\/text/;

/** A second minifier finds 2 % that the bundler's own leaves. */
const squeeze: Plugin = {
  name: 'squeeze',
  apply: 'build',
  enforce: 'post',
  async generateBundle(_, bundle) {
    const compress = { passes: 2, ecma: 2020 as const, unsafe_arrows: true, pure_getters: true };
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = (await minify(file.code, { module: true, compress })).code ?? file.code;
    }
  },
};

export default defineConfig({
  base: '/widget/',
  plugins: [plainImports, together, emoji(), squeeze],
  resolve: { alias: aliases, dedupe: ['preact'] },
  build: {
    outDir: '../../dist/widget',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [shared] } } },
  },
  test: {
    name: 'widget',
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    passWithNoTests: true,
    // Aliases reach only what Vite itself loads; without this a dependency would bring a second React.
    server: { deps: { inline: [/preact/, /lucide-react/] } },
  },
});
