import { useLayoutEffect, type KeyboardEvent, type RefObject } from 'react';
import { sends } from './rules';

/** The field grows to this height and scrolls from there on, px. */
const MOST_PX = 240;

export interface TextFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  placeholder: string;
  describedBy: string;
  invalid: boolean;
  onText: (text: string) => void;
  onSend: () => void;
  onLeave: () => void;
}

/** Where one writes: it grows with the text, and Enter sends. */
export function TextField({ field, text, label, placeholder, describedBy, invalid, onText, onSend, onLeave }: TextFieldProps) {
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${Math.min(area.scrollHeight, MOST_PX)}px`;
  }, [field, text]);

  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.currentTarget.blur();
      event.stopPropagation();
      return;
    }
    const press = {
      key: event.key,
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.metaKey || event.ctrlKey,
      composing: event.nativeEvent.isComposing,
      touch: matchMedia('(pointer: coarse) and (hover: none)').matches,
    };
    if (!sends(press)) return;
    event.preventDefault();
    onSend();
  };

  return (
    <textarea
      ref={field}
      dir="auto"
      rows={1}
      value={text}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      placeholder={placeholder}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={pressed}
      onBlur={onLeave}
      className="block max-h-60 min-h-9 w-full resize-none overflow-y-auto bg-transparent px-3 py-1.5 text-message outline-none"
    />
  );
}
