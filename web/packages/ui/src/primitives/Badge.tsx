import { VisuallyHidden } from './VisuallyHidden';

export interface BadgeProps {
  /** How many; at 0 nothing is drawn. */
  count: number;
  /** The count as words: "3 unread messages". */
  label: string;
  /** Above it "99+" stands. */
  max?: number;
  className?: string;
}

/** How many are unread or waiting. */
export function Badge({ count, label, max = 99, className = '' }: BadgeProps) {
  if (count <= 0) return null;
  return (
    <span className={`db-badge ${className}`}>
      <span aria-hidden="true">{count > max ? `${max}+` : count}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
