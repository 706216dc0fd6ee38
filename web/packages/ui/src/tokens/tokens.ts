/**
 * Every colour, size and duration of the house, once. `tokens.css` and `tailwind.css` are rendered from
 * this file (a test keeps them true to it); nothing else in the web tree names a colour.
 */
import type { Oklch } from './color';

/** Light or dark. */
export type Scheme = 'light' | 'dark';

/**
 * Colour tokens. Grounds carry text; text tokens hold 4.5:1 on each of them, marks 3:1.
 * Brass, good and warn are marks beside an ink word and never the word itself.
 */
export const colors = {
  light: {
    // Grounds
    paper: [0.985, 0.004, 85],
    surface: [1, 0, 0],
    sunken: [0.965, 0.006, 85],
    note: [0.965, 0.045, 95],
    /** Our own side in the desk, and what is selected. */
    tint: [0.967, 0.014, 262],
    // Text
    ink: [0.23, 0.02, 265],
    muted: [0.46, 0.018, 265],
    faint: [0.54, 0.014, 265],
    /** The brand as text, link, icon and focus ring. */
    link: [0.47, 0.15, 262],
    bad: [0.56, 0.19, 25],
    // Fills, and the text that stands on them
    action: [0.47, 0.15, 262],
    'on-action': [1, 0, 0],
    brass: [0.62, 0.13, 70],
    'on-brass': [0.17, 0.008, 265],
    'on-bad': [1, 0, 0],
    // Marks
    good: [0.6, 0.13, 155],
    // 0.72 gave 2.3:1 on the sunken ground; a mark needs 3:1. Chroma follows what sRGB can show there.
    warn: [0.645, 0.137, 70],
    // Lines: `line` only divides; `edge` is the outline of a control and holds 3:1.
    line: [0.905, 0.008, 85],
    edge: [0.635, 0.012, 85],
    'note-edge': [0.85, 0.09, 90],
  },
  dark: {
    paper: [0.17, 0.008, 265],
    surface: [0.21, 0.01, 265],
    sunken: [0.145, 0.008, 265],
    note: [0.28, 0.04, 90],
    tint: [0.25, 0.03, 262],
    ink: [0.95, 0.005, 85],
    muted: [0.74, 0.01, 85],
    faint: [0.66, 0.01, 85],
    link: [0.68, 0.13, 262],
    bad: [0.68, 0.19, 25],
    action: [0.68, 0.13, 262],
    'on-action': [0.17, 0.008, 265],
    brass: [0.79, 0.13, 78],
    'on-brass': [0.17, 0.008, 265],
    'on-bad': [0.17, 0.008, 265],
    good: [0.72, 0.13, 155],
    // Chroma 0.14 lies outside sRGB at this lightness and would be shown as another hue.
    warn: [0.84, 0.12, 70],
    line: [0.29, 0.01, 265],
    edge: [0.56, 0.012, 265],
    'note-edge': [0.45, 0.07, 90],
  },
} as const satisfies Record<Scheme, Record<string, Oklch>>;

/** The name of a colour token; its custom property is `--<name>`. */
export type ColorName = keyof (typeof colors)['light'];

/** What text may stand on. */
export const grounds = ['paper', 'surface', 'sunken', 'note', 'tint'] as const satisfies readonly ColorName[];
/** What may be written on every ground (4.5:1). */
export const texts = ['ink', 'muted', 'faint', 'link', 'bad'] as const satisfies readonly ColorName[];
/** What may only be drawn (3:1). */
export const marks = ['brass', 'good', 'warn', 'bad', 'link', 'edge'] as const satisfies readonly ColorName[];
/** Text on its fill (4.5:1). */
export const pairs = [
  ['on-action', 'action'],
  ['on-brass', 'brass'],
  ['on-bad', 'bad'],
] as const satisfies readonly (readonly [ColorName, ColorName])[];

/** Lightness and chroma of an avatar's ground and letters; the hue comes from the name. */
export const avatar = {
  light: { ground: [0.9, 0.045], text: [0.42, 0.06] },
  dark: { ground: [0.36, 0.05], text: [0.9, 0.045] },
} as const satisfies Record<Scheme, Record<'ground' | 'text', readonly [number, number]>>;
export { avatarHues } from './hues';

/** Font size and line height in px at the reader's default; written in rem so that theirs is respected. */
export const type = {
  label: [12, 16],
  meta: [13, 20],
  message: [14, 22],
  bubble: [15, 22],
  title: [18, 26],
  headline: [24, 32],
} as const;

/** px */
export const radii = { control: 6, card: 10, bubble: 16, corner: 4 } as const;
/** Everything is spaced by steps of this many px. */
export const step = 4;
/** ms; only opacity and transform move, and nothing does when reduced motion is asked for. */
export const motion = { quick: 120, calm: 180 } as const;
/** The only shadow: for what floats (menus, dialogs, the widget's frame). */
export const floatShadow = {
  light: '0 8px 24px oklch(0.23 0.02 265 / 0.14), 0 1px 3px oklch(0.23 0.02 265 / 0.1)',
  dark: '0 8px 24px oklch(0 0 0 / 0.5), 0 1px 3px oklch(0 0 0 / 0.4)',
} as const satisfies Record<Scheme, string>;

/** Text of a page that brings no font of its own. */
export const systemFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif";
