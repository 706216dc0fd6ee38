import { Button, Icon } from '@deskbell/ui';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** `middle`: over the page · `wide`: the same with room for two columns · `side`: at the end of the line, as high as the window. */
  place?: 'middle' | 'wide' | 'side';
  children: ReactNode;
}

const PLACES = {
  middle:
    'inset-x-3 top-[10vh] mx-auto max-h-[80vh] max-w-130 rounded-card border border-line two:inset-x-6',
  wide: 'inset-x-3 top-[8vh] mx-auto max-h-[84vh] max-w-210 rounded-card border border-line two:inset-x-6',
  side: 'inset-y-0 end-0 w-full two:w-80 two:border-s two:border-line',
};

/** Something that lies over the page until it is put away. */
export function Sheet({ open, onOpenChange, title, place = 'middle', children }: SheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil fixed inset-0 z-30" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const sheet = event.target as HTMLElement;
            // Where nothing in it is more likely than the rest, the sheet itself is read first.
            (sheet.querySelector<HTMLElement>('[data-begin]') ?? sheet).focus();
          }}
          className={`float fixed z-30 flex flex-col bg-surface shadow-float outline-none ${PLACES[place]}`}
        >
          <header className="flex h-14 shrink-0 items-center justify-between border-b border-line ps-4 pe-3">
            <Dialog.Title className="text-message font-semibold">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <Button tone="plain" shape="square">
                <Icon of={X} label="Close" />
              </Button>
            </Dialog.Close>
          </header>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or a keyboard could not scroll it */}
          <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]!">
            {children}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
