import { useObservable } from '@deskbell/react';
import { adopt, Icon } from '@deskbell/ui';
import { useEffect, useRef, useState } from 'react';
import { spoken } from '../../../languages/speech';
import Smile from 'lucide-react/icons/smile';
import css from './emoji.css?inline';
import { fetchKit, NAMING, type EmojiProps } from './EmojiSlot';
import type * as Kit from './kit';
import { strings } from './strings';

adopt(css);

/** The button beside a text that opens the picker, and the list for names written with colons. */
export function Emoji({ field, text, onText }: EmojiProps) {
  const [kit, setKit] = useState<typeof Kit | null>(null);
  const [picking, setPicking] = useState(false);
  const button = useRef<HTMLButtonElement | null>(null);
  useObservable(spoken);
  const wanted = picking || NAMING.test(text);
  useEffect(() => {
    if (!wanted || kit) return;
    fetchKit().then(setKit, () => setPicking(false));
  }, [wanted, kit]);

  const close = () => {
    setPicking(false);
    button.current?.focus();
  };
  /** Puts an emoji where the caret stands, or the selection. */
  const insert = (emoji: string) => {
    const area = field.current;
    setPicking(false);
    if (!area) return;
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end');
    onText(area.value);
    area.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="w-tap"
        aria-haspopup="dialog"
        aria-expanded={picking}
        onClick={() => setPicking(!picking)}
      >
        <Icon of={Smile} size={20} label={strings.label} />
      </button>
      {kit && picking && (
        <div className="w-above">
          <kit.Picker onPick={insert} onClose={close} />
        </div>
      )}
      {kit && !picking && (
        <div className="w-above">
          <kit.CodeList
            field={field}
            text={text}
            label={strings.label}
            onPick={(next, caret) => {
              const area = field.current;
              if (!area) return;
              area.value = next;
              area.setSelectionRange(caret, caret);
              onText(next);
            }}
          />
        </div>
      )}
    </>
  );
}
