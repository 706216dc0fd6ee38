import { useId, type ReactNode } from 'react';
import { Group, type FieldProps } from './Frame';
import type { Option } from './SelectField';

interface TickProps {
  type: 'checkbox' | 'radio';
  name?: string;
  words: ReactNode;
  meaning?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box or a button with its words beside it. */
function Tick({ type, name, words, meaning, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        aria-describedby={meaning ? `${id}m` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-(--action) pointer-coarse:size-5"
      />
      <div className="min-w-0 text-meta">
        <label htmlFor={id} className="block font-medium">
          {words}
        </label>
        {meaning && (
          <p id={`${id}m`} className="max-w-[60ch] text-muted">
            {meaning}
          </p>
        )}
      </div>
    </div>
  );
}

export interface SwitchFieldProps {
  label: string;
  meaning?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** On or off. */
export function SwitchField({ label, meaning, value, onChange }: SwitchFieldProps) {
  return <Tick type="checkbox" words={label} meaning={meaning} checked={value} onChange={onChange} />;
}

export interface RadioFieldProps<T extends string> extends FieldProps {
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
}

/** One of a few, all in sight with what each means. */
export function RadioField<T extends string>({ value, options, onChange, ...group }: RadioFieldProps<T>) {
  const name = useId();
  return (
    <Group {...group}>
      {options.map((option) => (
        <Tick
          key={option.value}
          type="radio"
          name={name}
          words={option.words}
          meaning={option.meaning}
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
      ))}
    </Group>
  );
}

export interface ChecksFieldProps extends FieldProps {
  value: readonly string[];
  options: readonly Option[];
  onChange: (value: string[]) => void;
  /** What there is instead of boxes when there is nothing to choose. */
  empty: string;
}

/** Any of a few. */
export function ChecksField({ value, options, onChange, empty, ...group }: ChecksFieldProps) {
  const turn = (one: string, on: boolean) => onChange(on ? [...value, one] : value.filter((other) => other !== one));
  return (
    <Group {...group}>
      {options.length === 0 && <p className="text-meta text-muted">{empty}</p>}
      <div className="grid gap-x-6 gap-y-2 two:grid-cols-2">
        {options.map((option) => (
          <Tick
            key={option.value}
            type="checkbox"
            words={<bdi>{option.words}</bdi>}
            checked={value.includes(option.value)}
            onChange={(on) => turn(option.value, on)}
          />
        ))}
      </div>
    </Group>
  );
}
