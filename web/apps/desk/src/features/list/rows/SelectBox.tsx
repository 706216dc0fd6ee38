import type { MouseEvent } from 'react';
import { strings } from '../strings';

export interface SelectBoxProps {
  name: string;
  chosen: boolean;
  /** Some row is chosen: every row shows its box. */
  choosing: boolean;
  tabIndex: number;
  onChoose: (stretch: boolean) => void;
}

/** The box over a row's face: it appears where somebody points, and everywhere once a row is chosen. */
export function SelectBox({ name, chosen, choosing, tabIndex, onChoose }: SelectBoxProps) {
  return (
    <label
      className={`absolute inset-y-0 start-0 grid w-16 cursor-pointer place-items-center ${choosing ? '' : 'opacity-0 group-hover/row:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-0!'}`}
    >
      <span className={`grid size-9 place-items-center rounded-full ${chosen ? 'bg-tint' : 'bg-surface'}`}>
        <input
          type="checkbox"
          className="check"
          checked={chosen}
          tabIndex={tabIndex}
          aria-label={strings.choose(name)}
          onChange={(event) => onChoose((event.nativeEvent as unknown as MouseEvent).shiftKey)}
        />
      </span>
    </label>
  );
}
