import { Button, Icon } from '@deskbell/ui';
import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { MenuPanel, itemClass } from './Menu';

/** One of the things to choose from. */
export interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly words: string;
  /** A mark before the words, a face or a dot. */
  readonly mark?: ReactNode;
  /** What it means, smaller, below. */
  readonly meaning?: string;
}

export interface ChoiceProps<T extends string> {
  /** What is chosen: "Priority". */
  label: string;
  value: T;
  options: readonly ChoiceOption<T>[];
  onChange: (value: T) => void;
  /** Instead of the chosen option's words. */
  children?: ReactNode;
  /** Without the arrow that says that there is a menu. */
  bare?: boolean;
  className?: string;
  align?: 'start' | 'end';
}

/** One of a few: a button that says what holds, and a menu to change it. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, onChange, children, bare = false, className, align = 'start' } = props;
  const chosen = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button tone="plain" size="small" className={className} aria-label={`${label}: ${chosen?.words ?? 'none'}`}>
          <span className="min-w-0 truncate">{children ?? chosen?.words}</span>
          {!bare && <Icon of={ChevronDown} className="text-faint" />}
        </Button>
      </DropdownMenu.Trigger>
      <MenuPanel align={align} label={label}>
        <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
          {options.map((option) => (
            <DropdownMenu.RadioItem key={option.value} value={option.value} className={`${itemClass} items-start`}>
              <span className="flex h-5 w-4 shrink-0 items-center">
                <DropdownMenu.ItemIndicator>
                  <Icon of={Check} />
                </DropdownMenu.ItemIndicator>
              </span>
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2">
                  {option.mark}
                  {option.words}
                </span>
                {option.meaning && <span className="block text-label text-muted">{option.meaning}</span>}
              </span>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
