/**
 * The few lines of colour arithmetic the house needs: OKLCH ⇄ sRGB and the contrast WCAG defines.
 * Written out rather than imported, because the widget carries it; a test holds it against a colour library.
 */

/** Lightness 0..1, chroma from 0 (grey) to about 0.3, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** Red, green and blue, linear light, 0..1 (outside of it when the colour is not in sRGB). */
type Linear = readonly [number, number, number];

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** The colour as linear sRGB, not clipped. */
export function toLinear([lightness, chroma, hue]: Oklch): Linear {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Whether a screen of the sRGB kind can show the colour as it is. */
export function inGamut(color: Oklch): boolean {
  return toLinear(color).every((channel) => channel > -0.0005 && channel < 1.0005);
}

/** The same lightness and hue with as much of the chroma as sRGB can show. */
export function intoGamut([lightness, chroma, hue]: Oklch): Oklch {
  if (inGamut([lightness, chroma, hue])) return [lightness, chroma, hue];
  let low = 0;
  let high = chroma;
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (inGamut([lightness, middle, hue])) low = middle;
    else high = middle;
  }
  return [lightness, low, hue];
}

/** WCAG relative luminance, 0 (black) to 1 (white). */
export function luminance(color: Oklch): number {
  const [red, green, blue] = toLinear(color).map(clamp) as unknown as Linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast ratio of two colours, 1 (none) to 21; the order does not matter. */
export function contrast(one: Oklch, other: Oklch): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `#rrggbb`, clipped to what sRGB can show. */
export function toHex(color: Oklch): string {
  const bytes = toLinear(color).map((channel) => {
    const value = clamp(channel);
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255).toString(16).padStart(2, '0');
  });
  return `#${bytes.join('')}`;
}

/** Reads `#rgb`, `#rrggbb` or `oklch(L C H)` (L as number or per cent); null when it is none of them. */
export function parseColor(text: string): Oklch | null {
  const written = text.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(written);
  const hex = short ? `#${short.slice(1).map((digit) => digit + digit).join('')}` : written;
  if (/^#[0-9a-f]{6}$/.test(hex)) return fromHex(hex);
  const found = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)$/.exec(written);
  if (!found) return null;
  const color: Oklch = [Number(found[1]) / (found[2] ? 100 : 1), Number(found[3]), Number(found[4])];
  return color.every(Number.isFinite) && color[0] <= 1 ? intoGamut(color) : null;
}

function fromHex(hex: string): Oklch {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Linear;
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [lightness, Math.hypot(a, b), ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360];
}
