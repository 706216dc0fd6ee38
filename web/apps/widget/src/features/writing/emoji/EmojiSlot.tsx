import { useEffect, useState, type ComponentType, type RefObject } from 'react';

export interface EmojiProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
}

/** What is known of short names; nothing before they are loaded. */
export const shortNames = { coded: (text: string): string => text };

/** The place of the emoji button beside a text. Button, picker and names come when the place is on screen. */
export function EmojiSlot(props: EmojiProps) {
  const [loaded, setLoaded] = useState<{ Emoji: ComponentType<EmojiProps> } | null>(null);
  useEffect(() => {
    import('./Emoji').then(setLoaded, () => undefined);
  }, []);
  return <span className="w-slot">{loaded && <loaded.Emoji {...props} />}</span>;
}
