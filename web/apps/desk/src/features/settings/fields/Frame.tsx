import { useId, type ReactNode } from 'react';

/** What every field says beside its value. */
export interface FieldProps {
  label: string;
  /** What it does, in one plain sentence. */
  hint?: string;
  /** Why the server, or this page, does not take what is in it. */
  error?: string | undefined;
  disabled?: boolean;
  /** The label is there for those who listen: something else on screen says the same. */
  quiet?: boolean;
}

/** What ties an input to its label and its sentences. */
export interface Ties {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  disabled: boolean | undefined;
}

export interface FrameProps extends FieldProps {
  className?: string;
  children: (ties: Ties) => ReactNode;
}

/** A field: its label, what it does, the input, and what is wrong with it. */
export function Frame({ label, hint, error, disabled, quiet = false, className = '', children }: FrameProps) {
  const id = useId();
  const [hintId, errorId] = [`${id}h`, `${id}e`];
  const described = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ');
  return (
    <div className={`flex min-w-0 flex-col gap-1.5 ${className}`}>
      <div className={quiet ? 'db-hidden' : 'text-meta'}>
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {hint && (
          <p id={hintId} className="max-w-[64ch] text-muted">
            {hint}
          </p>
        )}
      </div>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined, disabled })}
      <ErrorLine id={errorId} error={error} />
    </div>
  );
}

/** The same for several inputs that are one field. */
export function Group({ label, hint, error, disabled, children }: FieldProps & { children: ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}h` : '', error ? `${id}e` : ''].filter(Boolean).join(' ');
  return (
    <fieldset
      disabled={disabled}
      aria-describedby={described || undefined}
      tabIndex={error ? -1 : undefined}
      // A group itself cannot be invalid for ARIA; the mark lets a refusal find the way here.
      data-wrong={error ? true : undefined}
      className="flex min-w-0 flex-col gap-2"
    >
      <legend className={`text-meta font-medium ${hint ? '' : 'mb-2'}`}>{label}</legend>
      {hint && (
        <p id={`${id}h`} className="mb-0.5 max-w-[64ch] text-meta text-muted">
          {hint}
        </p>
      )}
      {children}
      <ErrorLine id={`${id}e`} error={error} />
    </fieldset>
  );
}

/** What is wrong, said at once. */
export function ErrorLine({ id, error }: { id: string; error: string | undefined }) {
  return (
    <p id={id} role="alert" className="text-meta text-bad empty:hidden">
      {error}
    </p>
  );
}
