import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { strings } from '../../strings';
import { charactersLeft, sends } from './rules';

export interface MessageFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  onBlur?: () => void;
  /** Why the text was not taken; it stays where it is. */
  problem: string | null;
  label: string;
  placeholder?: string;
  /** Lines it shows while empty. */
  rows?: number;
  /** Stands beside the text: the send button. */
  children?: ReactNode;
}

/** Where a message is written: grows to five lines, counts near the limit. */
export function MessageField({ field, text, onText, onSend, problem, label, rows = 1, children, ...rest }: MessageFieldProps) {
  const left = charactersLeft(text);
  const about = useId();
  const tooLong = left !== null && left < 0;
  useGrowing(field, text);
  return (
    <div className="w-field">
      <div className="w-field-box">
        <textarea
          ref={field}
          // Empty, it stands as the page reads: "auto" would have its first words begin on the left.
          dir={text === '' ? undefined : 'auto'}
          rows={rows}
          value={text}
          aria-label={label}
          aria-describedby={about}
          aria-invalid={tooLong || problem !== null}
          enterKeyHint="send"
          autoComplete="off"
          onInput={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const { key, shiftKey, keyCode } = event;
            if (!sends({ key, shiftKey, keyCode, isComposing: event.nativeEvent.isComposing })) return;
            event.preventDefault();
            onSend();
          }}
          {...rest}
        />
        {children}
      </div>
      <p id={about} className="w-count" data-bad={tooLong || problem !== null}>
        {problem && <span role="alert">{problem}</span>}
        {!problem && left !== null && (
          <output>{left < 0 ? strings.writing.over(-left) : strings.writing.left(left)}</output>
        )}
      </p>
    </div>
  );
}

/** As tall as its text; the style sheet says where that ends. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  const width = useRef(0);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    const grow = () => {
      area.style.blockSize = 'auto';
      area.style.blockSize = `${area.scrollHeight}px`;
      width.current = area.clientWidth;
    };
    grow();
    const watch = new ResizeObserver(() => {
      if (area.clientWidth !== width.current) grow();
    });
    watch.observe(area);
    return () => watch.disconnect();
  }, [field, text]);
}
