import { useEffect } from 'react';
import { usePrefs } from '../../shared/desk/prefs';
import { perform } from '../../shared/keys/actions';
import { KeyReader } from '../../shared/keys/reader';

/** What floats takes all keys for itself. */
const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"]';
const WRITABLE = 'input:not([type=checkbox]), textarea, select, [contenteditable="true"]';

/** Listens for keys on the whole page and has their actions carried out. */
export function useDeskKeys(): void {
  useEffect(() => {
    const reader = new KeyReader();
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector(FLOATING)) return;
      const target = event.target instanceof Element ? event.target : document.body;
      // Arrows move through the list only where they would otherwise do nothing.
      if (event.key.startsWith('Arrow') && target !== document.body && !target.closest('[data-row]')) return;
      const action = reader.read({
        key: event.key,
        mod: event.metaKey || event.ctrlKey,
        alt: event.altKey,
        at: event.timeStamp,
        writing: target.matches(WRITABLE),
        quiet: !usePrefs.getState().letters,
      });
      if (action !== null && perform(action)) event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
