import type { CSSProperties } from 'react';

export interface SpinnerProps {
  /** What is being waited for: "Loading messages". */
  label: string;
  className?: string;
}

/** Something takes a moment and its size is not known. */
export function Spinner({ label, className = '' }: SpinnerProps) {
  return <span className={`db-spinner ${className}`} role="status" aria-label={label} />;
}

export interface SkeletonProps {
  /** CSS lengths. */
  width?: string;
  height?: string;
  className?: string;
}

/** The place where something will stand. Hidden from screen readers: say once, above it, that it loads. */
export function Skeleton({ width = '100%', height = '1em', className = '' }: SkeletonProps) {
  const style: CSSProperties = { inlineSize: width, blockSize: height };
  return <span className={`db-skeleton ${className}`} style={style} aria-hidden="true" />;
}
