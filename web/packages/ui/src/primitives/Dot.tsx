import type { ReactNode } from 'react';

/** good: here · warn: busy or late · bad: failed · brass: unread or waiting · faint: not here (a ring). */
export type DotTone = 'good' | 'warn' | 'bad' | 'brass' | 'faint';

export interface DotProps {
  tone: DotTone;
  /** The state in words: colour never speaks alone. Wrap them in VisuallyHidden where there is no room. */
  children: ReactNode;
  className?: string;
}

/** A mark with its words: presence, a line's state, an availability. */
export function Dot({ tone, children, className = '' }: DotProps) {
  return (
    <span className={`db-dot ${className}`} data-tone={tone}>
      {children}
    </span>
  );
}
