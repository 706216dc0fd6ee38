import { useEffect, useState, type ComponentType, type RefObject } from 'react';
import type * as Kit from './kit';

export interface EmojiProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
}

/** Somebody writes a `:name`. */
export const NAMING = /(?:^|\s):[a-z\d_+-]{2}/u;

/** What is known of short names; nothing before they are loaded. */
export const shortNames = { coded: (text: string): string => text };

/** Fetches picker and names: whoever begins to write one has them when it is sent. */
export async function fetchKit(): Promise<typeof Kit> {
  const kit = await import('./kit');
  shortNames.coded = kit.coded;
  return kit;
}

/** The place of the emoji button beside a text. Button, picker and names come when the place is on screen. */
export function EmojiSlot(props: EmojiProps) {
  const [loaded, setLoaded] = useState<{ Emoji: ComponentType<EmojiProps> } | null>(null);
  useEffect(() => {
    import('./Emoji').then(setLoaded, () => undefined);
  }, []);
  return <span className="w-slot">{loaded && <loaded.Emoji {...props} />}</span>;
}
