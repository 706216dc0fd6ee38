import { useEffect, useRef, useState } from 'react';

export interface InlineFieldProps {
  /** What it holds: "Name". */
  label: string;
  value: string;
  /** What stands there while it holds nothing. */
  empty: string;
  type?: 'text' | 'email';
  longest: number;
  /** Whether nothing is a value too. */
  mayBeEmpty?: boolean;
  className?: string;
  onSave: (value: string) => void;
}

/** A value that becomes a field where it stands when it is pressed. Enter or leaving keeps it, Escape does not. */
export function InlineField(props: InlineFieldProps) {
  const { label, value, empty, type = 'text', longest, mayBeEmpty = false, className = '', onSave } = props;
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leave = (text: string | null) => {
    setEditing(false);
    const next = text?.trim() ?? value;
    if (next !== value && (next !== '' || mayBeEmpty)) onSave(next);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (editing) return <Field label={label} value={value} type={type} longest={longest} onLeave={leave} />;
  return (
    <button
      ref={button}
      type="button"
      aria-label={value === '' ? empty : `${label}: ${value}`}
      onClick={() => setEditing(true)}
      className={`-mx-1.5 block max-w-[calc(100%+12px)] cursor-text truncate rounded-corner px-1.5 py-0.5 text-start hover:bg-sunken ${className}`}
    >
      <bdi className={value === '' ? 'text-faint' : ''}>{value || empty}</bdi>
    </button>
  );
}

type FieldProps = Pick<InlineFieldProps, 'label' | 'value' | 'type' | 'longest'> & { onLeave: (text: string | null) => void };

function Field({ label, value, type, longest, onLeave }: FieldProps) {
  const left = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const leave = (text: string | null) => {
    if (left.current) return;
    left.current = true;
    onLeave(text);
  };
  return (
    <input
      ref={input}
      dir="auto"
      type={type}
      defaultValue={value}
      maxLength={longest}
      aria-label={label}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => leave(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave(event.currentTarget.value);
        if (event.key !== 'Escape') return;
        leave(null);
        event.stopPropagation();
      }}
      className="field min-h-7! px-1.5! py-0!"
    />
  );
}
