import { useCallback, useState } from 'react';
import { device } from './storage';

/** A text that is not sent yet, kept over reloads under `key`, which stays the same while the component lives. */
export function useDraft(key: string): [string, (text: string) => void] {
  const kept = `deskbell:draft:${key}`;
  const [text, setText] = useState(() => device.get(kept) ?? '');
  const write = useCallback(
    (next: string) => {
      device.set(kept, next === '' ? null : next);
      setText(next);
    },
    [kept],
  );
  return [text, write];
}
