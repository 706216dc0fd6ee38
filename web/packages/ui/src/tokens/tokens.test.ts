import { describe, expect, it } from 'vitest';
import { contrast, inGamut } from './color';
import type { Oklch } from './color';
import { avatar, avatarHues, colors, grounds, marks, pairs, texts } from './tokens';
import type { Scheme } from './tokens';

describe.each(['light', 'dark'] as Scheme[])('%s', (scheme) => {
  const tokens: Record<string, Oklch> = colors[scheme];
  const ratio = (one: string, other: string) => contrast(tokens[one]!, tokens[other]!);

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))('%s is readable on %s', (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks.flatMap((mark) => grounds.map((ground) => [mark, ground])))('%s can be seen on %s', (mark, ground) => {
    expect(ratio(mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(pairs)('%s is readable on %s', (text, fill) => {
    expect(ratio(text, fill)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(tokens))('every screen can show %s', (_name, color) => {
    expect(inGamut(color)).toBe(true);
  });

  it.each(avatarHues)('initials are readable on an avatar of hue %i', (hue) => {
    const { ground, text } = avatar[scheme];
    expect(contrast([...ground, hue], [...text, hue])).toBeGreaterThanOrEqual(4.5);
    expect(inGamut([...ground, hue]) && inGamut([...text, hue])).toBe(true);
  });
});
