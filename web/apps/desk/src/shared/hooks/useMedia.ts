import { useSyncExternalStore } from 'react';

/** Room for list and conversation side by side. */
export const TWO_COLUMNS = '(min-width: 760px)';
/** Room for the details beside them. */
export const THREE_COLUMNS = '(min-width: 1100px)';

/** Room for several conversations side by side. */
export const MANY_COLUMNS = '(min-width: 1500px)';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
