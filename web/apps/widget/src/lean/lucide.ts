/** In place of lucide-react's own maker of icons: the same shapes without its 2 KB of options. */
import { createElement, type FunctionComponent } from 'preact';

interface IconData {
  readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
}

interface IconProps {
  size?: number;
  strokeWidth?: number;
  className?: string;
}

export default function createLucideIcon({ node }: IconData): FunctionComponent<IconProps> {
  const shapes = node.map(([tag, attributes]) => createElement(tag, { ...attributes }));
  return ({ size = 24, strokeWidth = 2, className, ...rest }) =>
    createElement(
      'svg',
      {
        width: size,
        height: size,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': strokeWidth,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
        class: className,
        ...rest,
      },
      shapes,
    );
}
