import type { ComponentType } from 'react';
import { VisuallyHidden } from './VisuallyHidden';

/** What an icon must take; every icon of Lucide does. */
export interface IconShapeProps {
  size?: number | string;
  strokeWidth?: number | string;
  className?: string;
  'aria-hidden'?: boolean | 'true' | 'false';
}

export interface IconProps {
  /** An icon of Lucide: `<Icon of={Send} />`. */
  of: ComponentType<IconShapeProps>;
  /** px: 16 in lines of text and buttons, 20 in the rail. */
  size?: 16 | 20;
  /** What it says where no word stands beside it; otherwise it is decoration. */
  label?: string;
  className?: string;
}

/** An icon in the house's stroke. */
export function Icon({ of: Shape, size = 16, label, className = '' }: IconProps) {
  return (
    <>
      <Shape size={size} strokeWidth={1.5} className={`db-icon ${className}`} aria-hidden="true" />
      {label && <VisuallyHidden>{label}</VisuallyHidden>}
    </>
  );
}
