/** An inbox chooses one colour; these are the shades of it that people can read. */
import { contrast, intoGamut, parseColor, toHex } from './color';
import type { Oklch } from './color';
import { colors, grounds } from './tokens';
import type { Scheme } from './tokens';

/** One scheme's shades of a brand colour, as `#rrggbb`. */
export interface BrandShades {
  /** Ground of buttons and of own bubbles; the brand itself whenever text on it can be read. */
  action: string;
  /** Text on `action`, at least 4.5:1. */
  onAction: string;
  /** The brand as text, link, icon and focus ring: at least 4.5:1 on every ground. */
  link: string;
}

/** A fill must differ this much from the card it lies on, or a white brand would vanish on white. */
const EDGE = 1.3;
/** WCAG asks for 4.5; the rest covers rounding to whole bytes. */
const READABLE = 4.55;
const STEP = 0.005;

const darkText: Oklch = colors.dark['on-action'];
const lightText: Oklch = colors.light['on-action'];

/** The colour with its lightness moved by `direction` until `holds`. */
function move(from: Oklch, direction: 1 | -1, holds: (color: Oklch) => boolean): Oklch {
  let color = intoGamut(from);
  while (!holds(color)) {
    const lightness = color[0] + direction * STEP;
    if (lightness < 0 || lightness > 1) break;
    color = intoGamut([lightness, from[1], from[2]]);
  }
  return color;
}

function shade(brand: Oklch, scheme: Scheme): BrandShades {
  const tokens = colors[scheme];
  const away = scheme === 'light' ? -1 : 1;
  const visible = move(brand, away, (color) => contrast(color, tokens.surface) >= EDGE);
  const text = contrast(visible, lightText) >= contrast(visible, darkText) ? lightText : darkText;
  const fill = move(visible, text === lightText ? -1 : 1, (color) => contrast(color, text) >= READABLE);
  const link = move(brand, away, (color) => grounds.every((ground) => contrast(color, tokens[ground]) >= READABLE));
  return { action: toHex(fill), onAction: toHex(text), link: toHex(link) };
}

/** The shades of a brand colour (`#rgb`, `#rrggbb` or `oklch(…)`) for both schemes; null when it cannot be read. */
export function brandShades(color: string): Record<Scheme, BrandShades> | null {
  const brand = parseColor(color);
  return brand && { light: shade(brand, 'light'), dark: shade(brand, 'dark') };
}

/**
 * Dresses an element (usually the document's root) in a brand colour, for both schemes at once.
 * A colour that cannot be read, or null, leaves the house's own.
 */
export function applyBrand(element: HTMLElement, color: string | null | undefined): void {
  const shades = color ? brandShades(color) : null;
  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, key] of [['action', 'action'], ['on-action', 'onAction'], ['link', 'link']] as const) {
      const property = `--brand-${scheme}-${name}`;
      if (shades) element.style.setProperty(property, shades[scheme][key]);
      else element.style.removeProperty(property);
    }
  }
}
