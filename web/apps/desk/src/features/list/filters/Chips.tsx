import { Icon } from '@deskbell/ui';
import { X } from 'lucide-react';
import type { ListFilter } from '../filter';
import { strings } from '../strings';
import type { Chip } from './narrowings';

export interface ChipsProps {
  chips: readonly Chip[];
  onFilter: (change: Partial<ListFilter>) => void;
}

/** What narrows the list now, each with a way to take it away. */
export function Chips({ chips, onFilter }: ChipsProps) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label={strings.filters} className="flex flex-wrap gap-1 px-3 pb-2">
      {chips.map(({ name, words }) => (
        <li key={name} className="max-w-full">
          <button
            type="button"
            aria-label={strings.removeFilter(words)}
            onClick={() => onFilter({ [name]: undefined })}
            className="flex min-h-6 max-w-full cursor-pointer items-center gap-1 rounded-full border border-line bg-tint ps-2.5 pe-1.5 text-label hover:border-edge pointer-coarse:min-h-9"
          >
            <bdi className="truncate">{words}</bdi>
            <Icon of={X} className="size-3! text-faint" />
          </button>
        </li>
      ))}
    </ul>
  );
}
