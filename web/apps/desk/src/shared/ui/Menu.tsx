import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

/** How one line of a menu looks. */
export const itemClass =
  'flex min-h-8 cursor-default pointer-coarse:min-h-11 items-center gap-2 rounded-control px-2 py-1.5 text-meta outline-none select-none data-disabled:text-faint data-highlighted:bg-sunken';

export interface MenuPanelProps {
  /** What the menu is about. */
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}

/** The sheet a menu's lines stand on. */
export function MenuPanel({ label, align = 'start', children }: MenuPanelProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        loop
        aria-label={label}
        className="float z-40 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-48 overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-float"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}
