import { withShortcodes } from '@deskbell/text';
import type * as Kit from '@deskbell/ui/emoji';
import { useEffect, useState } from 'react';

let kit: typeof Kit | null = null;
let loading: Promise<void> | null = null;

/** Fetches the emoji, once; who fails is tried again by whoever comes next. */
function load(): Promise<void> {
  loading ??= import('@deskbell/ui/emoji').then(
    (loaded) => {
      kit = loaded;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

/** The picker and the short names, once they are wanted and there. */
export function useEmojiKit(wanted: boolean): typeof Kit | null {
  const [here, setHere] = useState(kit);
  useEffect(() => {
    if (wanted && !here) void load().then(() => setHere(kit));
  }, [wanted, here]);
  return here;
}

/** The text as it is sent: short names that were offered while it was written are emoji. */
export const coded = (text: string): string => (kit ? withShortcodes(text, kit.emojiOfCode) : text);
