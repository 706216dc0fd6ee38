import type { Participant } from '@deskbell/protocol';
import { useObservable } from '@deskbell/react';
import { createContext, useCallback, useContext } from 'react';
import { spoken } from '../languages/speech';

/** The inbox's name, for whatever is drawn below. */
export const InboxName = createContext('');

/**
 * By which name somebody speaks: what the house says by itself comes from the inbox. Whoever asks is drawn again in
 * another language.
 */
export function useNameOf(): (who: Participant) => string {
  const inbox = useContext(InboxName);
  useObservable(spoken);
  return useCallback(({ type, name }) => (type === 'system' && inbox ? inbox : name), [inbox]);
}
