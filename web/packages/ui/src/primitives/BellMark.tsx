export interface BellMarkProps {
  /** px, 24 unless told. */
  size?: number;
  /** Set it where the bell stands for the name of the product; otherwise it is decoration. */
  label?: string;
  className?: string;
}

/** The push button, the dome and the plate of a bell on a front desk. */
export const bellPath = 'M10.5 4.5h3a.75.75 0 0 1 0 1.5h-.75v1.05A8 8 0 0 1 20 15v.5H4V15a8 8 0 0 1 7.25-7.95V6h-.75a.75.75 0 0 1 0-1.5zM3 17h18a1 1 0 0 1 0 2H3a1 1 0 0 1 0-2z';

/** The house's mark: a small brass bell. */
export function BellMark({ size = 24, label, className = '' }: BellMarkProps) {
  const spoken = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg className={`db-bell ${className}`} width={size} height={size} viewBox="0 0 24 24" {...spoken}>
      <path d={bellPath} />
    </svg>
  );
}
