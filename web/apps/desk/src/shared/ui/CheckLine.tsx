import type { ReactNode } from 'react';

export interface CheckLineProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What it means when it is on. */
  children: ReactNode;
  /** At the end of the line, such as a count. */
  end?: ReactNode;
}

/** Something that is on or off, with its words. */
export function CheckLine({ checked, onChange, children, end }: CheckLineProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control px-2 text-meta hover:bg-sunken pointer-coarse:min-h-11">
      <input type="checkbox" className="check" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="min-w-0 flex-1">{children}</span>
      {end}
    </label>
  );
}
