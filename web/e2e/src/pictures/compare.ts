/** Holds a picture against the one that is kept of the same state. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import sharp, { type Sharp } from 'sharp';

const KEPT = join(import.meta.dirname, '../../pictures');
/** Where a picture that differs lies beside what differs; git ignores it. */
const DIFFERENT = join(KEPT, 'different');
/** How far two colours may be apart and count as one, of 1: what rounding makes of the same drawing. */
const THRESHOLD = 0.1;
/** Pixels that may differ in one picture: less than the smallest mark has. */
const DIFFERENT_MAX = 24;

/** Whether pictures are kept anew instead of held against the kept ones. */
const keepsAnew = process.env.PICTURES === 'keep';

/** What is wrong with a picture, as a sentence; null when it is the one that is kept, or is kept from now on. */
export async function compare(name: string, taken: Buffer): Promise<string | null> {
  const path = join(KEPT, `${name}.webp`);
  await rm(join(DIFFERENT, `${name}.webp`), { force: true });
  if (!existsSync(path)) {
    if (!keepsAnew) return `${name}: no picture is kept of it. Look at it, then keep it: npm run pictures:keep.`;
    return keep(path, taken);
  }
  const [before, after] = await Promise.all([pixelsOf(await readFile(path)), pixelsOf(taken)]);
  const { width, height } = before;
  const sized = width === after.width && height === after.height;
  const where = new Uint8Array(before.data.length);
  const count = sized ? pixelmatch(before.data, after.data, where, width, height, { threshold: THRESHOLD }) : Infinity;
  if (count <= DIFFERENT_MAX) return null;
  if (keepsAnew) return keep(path, taken);
  await mkdir(DIFFERENT, { recursive: true });
  await write(join(DIFFERENT, `${name}.webp`), sharp(taken));
  if (!sized) return `${name}: it measures ${after.width} × ${after.height} and measured ${width} × ${height}.`;
  await write(join(DIFFERENT, `${name}.where.webp`), sharp(where, { raw: { width, height, channels: 4 } }));
  return `${name}: ${count} pixels differ. See ${DIFFERENT}; where it is meant so, keep it: npm run pictures:keep.`;
}

async function keep(path: string, taken: Buffer): Promise<null> {
  await mkdir(KEPT, { recursive: true });
  await write(path, sharp(taken).removeAlpha());
  return null;
}

/** Without loss, and in a format that packs a screen of few colours three times as tightly as PNG does. */
async function write(path: string, picture: Sharp): Promise<void> {
  await writeFile(path, await picture.webp({ lossless: true, effort: 6 }).toBuffer());
}

async function pixelsOf(picture: Buffer): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
