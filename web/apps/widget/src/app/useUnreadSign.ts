import { useEffect } from 'react';
import { strings } from '../strings';
import type { Host } from '../boot/host';

/** Tells the page around the widget, or the title of our own, how much is unread. */
export function useUnreadSign(unread: number, name: string, host: Host): void {
  useEffect(() => host.unread(unread), [host, unread]);
  useEffect(() => {
    const title = name || strings.messages;
    document.title = unread > 0 ? `(${unread}) ${title}` : title;
  }, [unread, name]);
}
