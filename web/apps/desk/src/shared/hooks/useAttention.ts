import { useSyncExternalStore } from 'react';

const EVENTS = ['focus', 'blur', 'visibilitychange'] as const;

function subscribe(changed: () => void): () => void {
  for (const name of EVENTS) addEventListener(name, changed);
  return () => {
    for (const name of EVENTS) removeEventListener(name, changed);
  };
}

const isLooking = () => document.visibilityState === 'visible' && document.hasFocus();

/** Whether somebody looks at this page: it is on screen and has the focus. Only then is anything read. */
export function useAttention(): boolean {
  return useSyncExternalStore(subscribe, isLooking);
}
