import { useState } from 'react';
import { Frame, type FieldProps } from './Frame';

export interface NumberFieldProps extends FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
  /** What is counted: "minutes". */
  unit: string;
  /** What 0 means, said beside it: "off". */
  zero?: string;
  /** What nothing means, said beside it; a number has to be there when absent. */
  none?: string;
}

/** Digits a number may have. */
const LONGEST = 7;

/** A whole number with its unit. */
export function NumberField({ value, onChange, unit, zero, none, ...frame }: NumberFieldProps) {
  const [empty, setEmpty] = useState(false);
  const text = empty || value === null ? '' : String(value);
  const write = (written: string) => {
    const digits = written.replaceAll(/\D/g, '').slice(0, LONGEST);
    setEmpty(digits === '');
    if (digits !== '') onChange(Number(digits));
    else if (none !== undefined) onChange(null);
  };
  const said = text === '' ? none : value === 0 ? zero : undefined;
  return (
    <Frame {...frame}>
      {(ties) => (
        <span className="flex items-center gap-2">
          <input
            {...ties}
            inputMode="numeric"
            autoComplete="off"
            value={text}
            onChange={(event) => write(event.target.value)}
            onBlur={() => setEmpty(false)}
            className="field w-24! text-end tabular-nums"
          />
          <span className="text-meta text-muted">
            {unit}
            {said && ` · ${said}`}
          </span>
        </span>
      )}
    </Frame>
  );
}
