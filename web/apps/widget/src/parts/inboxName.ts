import type { Participant } from '@deskbell/protocol';
import { createContext, useCallback, useContext } from 'react';

/** The inbox's name, for whatever is drawn below. */
export const InboxName = createContext('');

/** By which name somebody speaks: what the house says by itself comes from the inbox. */
export function useNameOf(): (who: Participant) => string {
  const inbox = useContext(InboxName);
  return useCallback(({ type, name }) => (type === 'system' && inbox ? inbox : name), [inbox]);
}
