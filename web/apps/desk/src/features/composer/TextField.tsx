import type { KeyboardEvent, RefObject } from 'react';
import { sends } from './rules';

/** Field and shadow must break their lines alike. */
const SHAPE = 'col-start-1 row-start-1 max-h-60 min-h-9 w-full min-w-0 px-3 py-1.5 text-message';

export interface TextFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  placeholder: string;
  describedBy: string;
  invalid: boolean;
  /** A list over the field, and the line of it that is chosen. */
  list: { id: string; line: string } | null;
  onText: (text: string) => void;
  /** Where the caret stands now. */
  onCaret: (at: number) => void;
  /** Asked first about each press; true takes it away from the text. */
  onPressed: (event: KeyboardEvent) => boolean;
  onSend: () => void;
  onLeave: () => void;
}

/** Where one writes: it grows with the text, and Enter sends. */
export function TextField(props: TextFieldProps) {
  const { field, text, label, placeholder, describedBy, invalid, list, onText, onCaret, onPressed, onSend, onLeave } = props;
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (onPressed(event)) return;
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
    <div className="grid">
      <textarea
        ref={field}
        dir="auto"
        rows={1}
        value={text}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        placeholder={placeholder}
        // A list may float over it; the role of a text field is the only one that it may have.
        aria-autocomplete="list"
        aria-controls={list?.id}
        aria-activedescendant={list?.line}
        onChange={(event) => {
          onText(event.target.value);
          onCaret(event.target.selectionStart);
        }}
        onSelect={(event) => onCaret(event.currentTarget.selectionStart)}
        onKeyDown={pressed}
        onBlur={onLeave}
        className={`${SHAPE} resize-none overflow-y-auto bg-transparent outline-none`}
      />
      {/* The same text, unseen, gives the height: measuring the field itself would make the timeline jump. */}
      <div aria-hidden="true" className={`${SHAPE} invisible overflow-hidden whitespace-pre-wrap wrap-break-word`}>
        {text}{' '}
      </div>
    </div>
  );
}
