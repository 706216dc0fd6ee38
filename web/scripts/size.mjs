/**
 * Weighs what a stranger's page has to carry, gzipped: the loader, and the widget's first load
 * (every script and style its index.html names, and what those import; chunks loaded on demand are not counted).
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '..', 'dist');
const LIMITS = [
  { name: 'loader', files: () => ['deskbell.js'], limit: 3 * 1024 },
  { name: 'widget first load', files: firstLoad, limit: 45 * 1024 },
];

/** The scripts and styles of the widget's page with what these import at once, as paths below dist/. */
function firstLoad() {
  const page = readFileSync(join(dist, 'widget', 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\/(widget\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]);
  // The list grows while it is walked: what is imported imports in its turn.
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const script = readFileSync(join(dist, file), 'utf8');
    for (const [, name] of script.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) {
      const found = join(dirname(file), name);
      if (!files.includes(found)) files.push(found);
    }
  }
  return files;
}

if (!existsSync(join(dist, 'deskbell.js')) || !existsSync(join(dist, 'widget', 'index.html'))) {
  process.stderr.write('size: nothing built yet, run `npm run build` first\n');
  process.exit(1);
}

for (const { name, files, limit } of LIMITS) {
  const bytes = files().reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);
  const heavy = bytes > limit;
  if (heavy) process.exitCode = 1;
  process.stdout.write(`${name}: ${bytes} of ${limit} bytes gzipped${heavy ? ' — TOO HEAVY' : ''}\n`);
}
