import { bellPath } from './bell';

export interface BellMarkProps {
  /** px, 24 unless told. */
  size?: number;
  /** Set it where the bell stands for the name of the product; otherwise it is decoration. */
  label?: string;
  className?: string;
}

/** The house's mark: a small brass bell. */
export function BellMark({ size = 24, label, className = '' }: BellMarkProps) {
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg className={`db-bell ${className}`} width={size} height={size} viewBox="0 0 24 24" {...spoken}>
      <path d={bellPath} />
    </svg>
  );
}
