import { createElement, useId, type ReactNode } from 'react';

export interface FieldProps {
  as: 'input' | 'select' | 'textarea';
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Why the value was not taken. */
  fault?: string | undefined;
  maxLength?: number;
  rows?: number;
  children?: ReactNode;
}

/** One field of the form with its label above and, where it was not taken, the reason below. */
export function Field({ as, label, onChange, fault, children, ...rest }: FieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="w-label">
        {label}
      </label>
      {createElement(
        as,
        {
          ...rest,
          id,
          className: 'w-input',
          dir: rest.value === '' ? undefined : 'auto',
          autoComplete: 'off',
          'aria-invalid': fault !== undefined,
          'aria-describedby': fault && `${id}-fault`,
          onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
        },
        children,
      )}
      {fault && (
        <p id={`${id}-fault`} className="w-count" data-bad="true">
          {fault}
        </p>
      )}
    </>
  );
}
