import { Icon } from '@deskbell/ui';
import { ChevronDown } from 'lucide-react';
import { Frame, type FieldProps } from './Frame';

/** One of the things to choose from. */
export interface Option<T extends string = string> {
  value: T;
  words: string;
  /** What it means, below. */
  meaning?: string;
  /** Those of a group stand together in a long list. */
  group?: string;
}

export interface SelectFieldProps<T extends string> extends FieldProps {
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
}

/** One of many, in the browser's own list: it knows letters, fingers and screen readers. */
export function SelectField<T extends string>({ value, options, onChange, ...frame }: SelectFieldProps<T>) {
  return (
    <Frame {...frame}>
      {(ties) => <Select {...ties} value={value} options={options} onChange={onChange} />}
    </Frame>
  );
}

export interface SelectProps<T extends string> {
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  id?: string;
  disabled?: boolean | undefined;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

/** The list alone. */
export function Select<T extends string>({ value, options, onChange, className = '', ...ties }: SelectProps<T>) {
  return (
    <span className={`relative block min-w-0 ${className}`}>
      <select {...ties} value={value} onChange={(event) => onChange(event.target.value as T)} className="field appearance-none truncate pe-8!">
        {options.every((option) => option.value !== value) && <option value={value}>{value}</option>}
        {grouped(options).map(([group, members]) =>
          group === '' ? (
            <Options key={group} of={members} />
          ) : (
            <optgroup key={group} label={group}>
              <Options of={members} />
            </optgroup>
          ),
        )}
      </select>
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 end-2.5 flex items-center text-faint">
        <Icon of={ChevronDown} />
      </span>
    </span>
  );
}

function Options({ of }: { of: readonly Option[] }) {
  return of.map(({ value, words }) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));
}

function grouped(options: readonly Option[]): readonly [string, readonly Option[]][] {
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const group = groups.get(option.group ?? '');
    if (group) group.push(option);
    else groups.set(option.group ?? '', [option]);
  }
  return [...groups];
}
