import { converter, formatHex, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { contrast, intoGamut, inGamut, parseColor, toHex } from './color';

const samples = ['#000000', '#ffffff', '#1a4fd6', '#f97316', '#e11d48', '#16a34a', '#facc15', '#808080', '#0ea5e9'];
const reference = converter('oklch');

describe('colour arithmetic', () => {
  it.each(samples)('reads %s as the colour library does, and writes it back', (hex) => {
    const [lightness, chroma] = parseColor(hex)!;
    expect(lightness).toBeCloseTo(reference(hex)!.l, 4);
    expect(chroma).toBeCloseTo(reference(hex)!.c, 4);
    expect(toHex(parseColor(hex)!)).toBe(hex);
  });

  it('computes the contrast WCAG defines', () => {
    for (const one of samples) {
      for (const other of samples) {
        expect(contrast(parseColor(one)!, parseColor(other)!)).toBeCloseTo(wcagContrast(one, other), 2);
      }
    }
  });

  it('turns OKLCH into the same hex as the colour library', () => {
    expect(toHex([0.47, 0.15, 262])).toBe(formatHex({ mode: 'oklch', l: 0.47, c: 0.15, h: 262 }));
  });

  it('reads short hex and oklch, and refuses what is no colour', () => {
    expect(parseColor(' #FFF ')).toEqual(parseColor('#ffffff'));
    expect(parseColor('oklch(47% 0.15 262)')).toEqual([0.47, 0.15, 262]);
    for (const text of ['', 'red', '#12', '#12345g', 'oklch(2 0 0)', 'url(x)', 'oklch(1.1.1 0 0)']) {
      expect(parseColor(text)).toBeNull();
    }
  });

  it('brings a colour no screen can show back by its chroma alone', () => {
    const [lightness, chroma, hue] = intoGamut([0.7, 0.4, 150]);
    expect([lightness, hue]).toEqual([0.7, 150]);
    expect(chroma).toBeLessThan(0.4);
    expect(inGamut([lightness, chroma, hue])).toBe(true);
  });
});
