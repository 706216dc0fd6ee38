import { Button, Icon, type ButtonProps, type IconProps } from '@deskbell/ui';
import { Tooltip } from 'radix-ui';
import { forwardRef } from 'react';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'shape'> {
  of: IconProps['of'];
  /** What it does, in words; also its tooltip. */
  label: string;
  /** The key that does the same. */
  hint?: string;
  iconSize?: 16 | 20;
}

/** A button that is an icon: its words are said on hover, on focus and to screen readers. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { of, label, hint, iconSize = 16, tone = 'plain', ...rest },
  ref,
) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <Button ref={ref} tone={tone} shape="square" aria-label={label} {...rest}>
          <Icon of={of} size={iconSize} />
        </Button>
      </Tooltip.Trigger>
      <Tip label={label} hint={hint} />
    </Tooltip.Root>
  );
});

/** The words beside an icon while it is pointed at. */
export function Tip({ label, hint, side = 'bottom' }: { label: string; hint?: string; side?: 'bottom' | 'right' }) {
  return (
    <Tooltip.Portal>
      <Tooltip.Content
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="float z-50 flex items-center gap-2 rounded-control border border-line bg-surface px-2 py-1 text-label text-ink shadow-float"
      >
        {label}
        {hint && <kbd className="key">{hint}</kbd>}
      </Tooltip.Content>
    </Tooltip.Portal>
  );
}
