import { Smile } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../../shared/ui/IconButton';
import { strings } from '../strings';
import { useEmojiKit } from './emojiKit';

const names = () => import('virtual:emoji/names/en');

/** What the picker keeps: where storage is denied, nothing. */
const keeper = {
  get: (key: string) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key: string, value: string) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      return;
    }
  },
};

/** Opens the picker over the composer. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [open, setOpen] = useState(false);
  const kit = useEmojiKit(open);
  const box = useRef<HTMLSpanElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Closed by Escape: the keyboard's place was in the picker, and belongs to what opened it.
    if (wasOpen.current && !open && document.activeElement === document.body) box.current?.querySelector('button')?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <span ref={box} className="inline-flex">
      <IconButton
        of={Smile}
        label={strings.emoji.label}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && kit && (
        <div className="absolute start-0 bottom-full z-20 mb-1 max-w-full">
          <kit.EmojiPicker
            words={strings.emoji}
            locale="en"
            names={names}
            keeper={keeper}
            search={matchMedia('(hover: hover) and (pointer: fine)').matches}
            onPick={(emoji) => {
              setOpen(false);
              onPick(emoji);
            }}
            onClose={() => setOpen(false)}
          />
        </div>
      )}
    </span>
  );
}
