import { useEffect } from 'react';
import { strings } from '../strings';

/** What waits stands in the title, for whoever looks at another tab. */
export function usePageTitle(unread: number): void {
  useEffect(() => {
    const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : '';
    document.title = `${count}${strings.conversations} · ${strings.product}`;
    return () => {
      document.title = strings.product;
    };
  }, [unread]);
}
