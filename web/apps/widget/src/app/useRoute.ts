import { useCallback, useState } from 'react';
import { tab } from '../parts/storage';

/** What is on screen. `starting`: a first message whose conversation is being made. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'start' }
  | { readonly at: 'request' }
  | { readonly at: 'starting' }
  | { readonly at: 'conversation'; readonly id: string };

/** The open view, kept over reloads of this tab; null until it is decided where to begin. */
export function useRoute(key: string): [Route | null, (route: Route) => void] {
  const kept = `deskbell:view:${key}`;
  const [route, setRoute] = useState<Route | null>(() => parse(tab.get(kept)));
  const go = useCallback(
    (next: Route) => {
      tab.set(kept, next.at === 'conversation' ? next.id : next.at === 'home' ? '' : null);
      setRoute(next);
    },
    [kept],
  );
  return [route, go];
}

/** A conversation's id, or nothing for the list. */
function parse(kept: string | null): Route | null {
  if (kept === null) return null;
  return kept === '' ? { at: 'home' } : { at: 'conversation', id: kept };
}
