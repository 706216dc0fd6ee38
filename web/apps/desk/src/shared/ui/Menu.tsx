import { DropdownMenu } from 'radix-ui';
import { useCallback, useState, type ReactNode } from 'react';

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
  const [home, setHome] = useState<HTMLElement | null>(null);
  const stand = useCallback((mark: HTMLElement | null) => {
    if (mark) setHome(homeOf(mark));
  }, []);
  return (
    <>
      <span hidden ref={stand} />
      <DropdownMenu.Portal container={home}>
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
    </>
  );
}

/** A menu belongs to the page's main part, where those who listen look for it; over a dialog it lies above everything. */
function homeOf(mark: HTMLElement): HTMLElement | null {
  return mark.closest('[role="dialog"]') ? null : document.querySelector('main');
}
