/** Renders the tokens as CSS. Only the test that writes and guards `tokens.css` and `tailwind.css` imports this. */
import { avatar, colors, floatShadow, motion, radii, step, systemFont, type } from './tokens';
import type { ColorName, Scheme } from './tokens';

const names = Object.keys(colors.light) as ColorName[];
const branded = new Set<ColorName>(['action', 'on-action', 'link']);
const oklch = (values: readonly number[]) => `oklch(${values.join(' ')})`;
const rem = (px: number) => `${px / 16}rem`;
const indent = (lines: string[], by = '  ') => lines.map((line) => by + line).join('\n');

function schemeLines(scheme: Scheme): string[] {
  const color = (name: ColorName) => {
    const value = oklch(colors[scheme][name]);
    return `--${name}: ${branded.has(name) ? `var(--brand-${scheme}-${name}, ${value})` : value};`;
  };
  const face = avatar[scheme];
  return [
    `color-scheme: ${scheme};`,
    ...names.map(color),
    `--avatar-ground: ${face.ground.join(' ')};`,
    `--avatar-text: ${face.text.join(' ')};`,
    `--float-shadow: ${floatShadow[scheme]};`,
  ];
}

function constantLines(): string[] {
  return [
    `--font: ${systemFont};`,
    ...Object.entries(type).flatMap(([name, [size, line]]) => [
      `--text-${name}: ${rem(size)};`,
      `--line-${name}: ${rem(line)};`,
    ]),
    ...Object.entries(radii).map(([name, px]) => `--radius-${name}: ${px}px;`),
    `--step: ${step}px;`,
    ...Object.entries(motion).map(([name, ms]) => `--motion-${name}: ${ms}ms;`),
    '--ease: cubic-bezier(0.2, 0.7, 0.3, 1);',
  ];
}

const header = '/* Rendered from tokens.ts; change it there and run `npm run tokens`. */\n';

/** `tokens.css`: the page follows the reader's scheme; `data-theme="light|dark"` on the root overrides it. */
export function tokensCss(): string {
  return `${header}:root {
${indent(constantLines())}
}

:root {
${indent(schemeLines('light'))}
}

@media (prefers-color-scheme: dark) {
  :root:not([data-theme='light']) {
${indent(schemeLines('dark'), '    ')}
  }
}

:root[data-theme='dark'] {
${indent(schemeLines('dark'))}
}
`;
}

/** `tailwind.css`: the same tokens as utilities (`bg-surface`, `text-muted`, `rounded-card`, `text-meta`); no others. */
export function tailwindCss(): string {
  const lines = [
    '--color-*: initial;',
    ...names.map((name) => `--color-${name}: var(--${name});`),
    '--text-*: initial;',
    ...Object.keys(type).flatMap((name) => [
      `--text-${name}: ${rem(type[name as keyof typeof type][0])};`,
      `--text-${name}--line-height: var(--line-${name});`,
    ]),
    '--radius-*: initial;',
    ...Object.entries(radii).map(([name, px]) => `--radius-${name}: ${px}px;`),
    '--shadow-*: initial;',
    '--shadow-float: var(--float-shadow);',
    `--spacing: ${step}px;`,
    '--ease-*: initial;',
    '--ease-out: cubic-bezier(0.2, 0.7, 0.3, 1);',
    '--font-*: initial;',
    '--font-sans: var(--font);',
    "--font-mono: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;",
    '--default-transition-duration: var(--motion-quick);',
    '--default-transition-timing-function: var(--ease);',
  ];
  return `${header}@theme inline {\n${indent(lines)}\n}\n`;
}
