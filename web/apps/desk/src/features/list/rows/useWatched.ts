import { newestFirst } from '@deskbell/client';
import { useEffect } from 'react';
import { useDesk } from '../../../shared/desk/context';

/** As many rows as one connection may watch. */
export const WATCHED = 200;
/** Scrolling asks for rows faster than anybody reads them. */
const SETTLE_MS = 250;

/** Tells the server which rows are shown; what room is left goes to the newest of the others. */
export function useWatched(visible: readonly string[]): void {
  const { client } = useDesk();
  useEffect(() => {
    const timer = setTimeout(() => {
      const known = [...client.conversations.get().values()];
      const others = newestFirst(known.filter((one) => one.status !== 'closed'));
      const ids = new Set([...visible, ...others.map((one) => one.id)]);
      client.watch([...ids].slice(0, WATCHED));
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [client, visible]);
}
