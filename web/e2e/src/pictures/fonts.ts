/**
 * The letters of pictures. A machine's own fonts, and how it smooths them, would make every machine's pictures
 * others: the browser is given these fonts, drawn in one way, and no others.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FAMILIES = { 'Inter': '@expo-google-fonts/inter', 'Noto Sans Arabic': '@expo-google-fonts/noto-sans-arabic' };

/** Writes a configuration in which there are only our fonts. Resolves with its path. */
export async function onlyOurFonts(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-fonts-'));
  const file = join(folder, 'fonts.conf');
  const folders = Object.values(FAMILIES).map((name) => `<dir>${dirname(resolve(`${name}/package.json`))}</dir>`);
  const names = Object.keys(FAMILIES).map((name) => `<family>${name}</family>`);
  const generic = ['sans-serif', 'serif', 'monospace', 'system-ui', 'ui-sans-serif'].map(
    (family) => `<alias binding="same"><family>${family}</family><prefer>${names.join('')}</prefer></alias>`,
  );
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${folders.join('\n')}
<cachedir>${join(folder, 'cache')}</cachedir>
${generic.join('\n')}
<match target="font">
<edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
</match>
</fontconfig>
`,
  );
  return file;
}
