import { Icon } from '@deskbell/ui';
import { LockKeyhole, Reply } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { strings } from './strings';

export type Mode = 'reply' | 'note';

export interface ModeSwitchProps {
  mode: Mode;
  onMode: (mode: Mode) => void;
}

const ICONS = { reply: Reply, note: LockKeyhole };

/** To the customer, or to colleagues. */
export function ModeSwitch({ mode, onMode }: ModeSwitchProps) {
  return (
    <ToggleGroup.Root
      type="single"
      value={mode}
      aria-label={strings.kind}
      onValueChange={(next) => {
        if (next === 'reply' || next === 'note') onMode(next);
      }}
      className="flex gap-0.5"
    >
      {(['reply', 'note'] as const).map((one) => (
        <ToggleGroup.Item
          key={one}
          value={one}
          className="flex h-7 cursor-pointer pointer-coarse:h-9 items-center gap-1.5 rounded-control px-2.5 text-meta text-muted data-[state=off]:hover:text-ink data-[state=on]:bg-ink/8 data-[state=on]:font-semibold data-[state=on]:text-ink"
        >
          <Icon of={ICONS[one]} className="size-3.5" />
          {strings.modes[one]}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
