import { Icon } from '@deskbell/ui';
import { ArrowUp } from '../../parts/icons';
import { useEffect } from 'react';
import { strings } from '../../strings';
import { EmojiSlot } from './emoji/EmojiSlot';
import { MessageField } from './MessageField';
import { isBlank } from './rules';
import { useMessage, type Send } from './useMessage';

export interface ComposerProps {
  text: string;
  onText: (text: string) => void;
  onSend: Send;
  onTyping: () => void;
  onStopTyping: () => void;
  /** Stands above the field: what writing will do. */
  note?: string | null;
  /** What is written now is answered later. */
  leaving: boolean;
  /** Takes the keyboard when it appears. */
  focus: boolean;
}

/** Writes into an open conversation. */
export function Composer({ text, onText, onSend, onTyping, onStopTyping, note, leaving, focus }: ComposerProps) {
  const { field, problem, write, send } = useMessage(text, onText, onSend);
  const ready = !isBlank(text);
  const change = (next: string) => {
    write(next);
    if (isBlank(next)) onStopTyping();
    else onTyping();
  };

  useEffect(() => {
    if (focus) field.current?.focus({ preventScroll: true });
  }, [focus, field]);

  return (
    <div className="w-foot w-composer">
      {note && <p className="w-aside">{note}</p>}
      <MessageField
        field={field}
        text={text}
        onText={change}
        onSend={send}
        onBlur={onStopTyping}
        problem={problem}
        label={strings.writing.label}
        placeholder={leaving ? strings.writing.leave : strings.writing.placeholder}
      >
        <EmojiSlot field={field} text={text} onText={change} />
        <button
          type="button"
          className="w-send"
          aria-disabled={!ready}
          // The field keeps the focus, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={send}
        >
          <span>
            <Icon of={ArrowUp} size={20} label={strings.writing.send} />
          </span>
        </button>
      </MessageField>
    </div>
  );
}
