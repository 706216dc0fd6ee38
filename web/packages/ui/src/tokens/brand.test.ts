import { describe, expect, it } from 'vitest';
import { applyBrand, brandShades } from './brand';
import { contrast, parseColor } from './color';
import { colors, grounds } from './tokens';

const ratio = (one: string, other: string) => contrast(parseColor(one)!, parseColor(other)!);

/** Every hue at every lightness, grey to vivid: 1,170 colours somebody may choose. */
const wheel = Array.from({ length: 13 }, (_, light) => light / 12).flatMap((light) =>
  [0, 0.06, 0.12, 0.18, 0.3].flatMap((chroma) =>
    Array.from({ length: 18 }, (_, turn) => `oklch(${light.toFixed(3)} ${chroma} ${turn * 20})`),
  ),
);

describe('the shades of a brand colour', () => {
  it('can be read in light and dark whatever colour was chosen', () => {
    for (const brand of wheel) {
      const shades = brandShades(brand)!;
      for (const scheme of ['light', 'dark'] as const) {
        const { action, onAction, link } = shades[scheme];
        expect(ratio(onAction, action), `${brand} ${scheme} text on it`).toBeGreaterThanOrEqual(4.5);
        for (const ground of grounds) {
          const paper = colors[scheme][ground];
          expect(contrast(parseColor(link)!, paper), `${brand} ${scheme} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });

  it('leaves a colour alone that can be read already', () => {
    expect(brandShades('#1a4fd6')!.light).toMatchObject({ action: '#1a4fd6', onAction: '#ffffff', link: '#1a4fd6' });
  });

  it('writes dark on a bright colour', () => {
    expect(brandShades('#facc15')!.light.onAction).not.toBe('#ffffff');
  });

  it('is null for what is no colour', () => {
    expect(brandShades('javascript:alert(1)')).toBeNull();
  });

  it('dresses an element and undresses it again', () => {
    const element = document.createElement('div');
    applyBrand(element, '#1a4fd6');
    expect(element.style.getPropertyValue('--brand-light-action')).toBe('#1a4fd6');
    applyBrand(element, 'nonsense');
    expect(element.style.getPropertyValue('--brand-light-action')).toBe('');
  });
});
