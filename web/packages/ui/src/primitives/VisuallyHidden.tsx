import type { HTMLAttributes } from 'react';

/** Words for a screen reader alone. Takes `role="status"` and the like for announcements. */
export function VisuallyHidden({ className = '', ...rest }: HTMLAttributes<HTMLSpanElement>) {
  return <span className={`db-hidden ${className}`} {...rest} />;
}
