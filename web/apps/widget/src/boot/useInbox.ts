import { RefusalError, type CustomerRest } from '@deskbell/client';
import type { Inbox } from '@deskbell/protocol';
import { useEffect, useState } from 'react';

/** What is known of the inbox this widget belongs to. `unreachable` is tried again by itself. */
export type Boot = { state: 'loading' | 'missing' | 'unreachable' } | { state: 'ready'; inbox: Inbox };

/** Between two attempts to reach the server. */
const RETRY_MS = 5000;

/** Asks for the inbox until it is known that it is there or not. */
export function useInbox(rest: Pick<CustomerRest, 'inbox'>, inboxId: string | null): Boot {
  const [boot, setBoot] = useState<Boot>({ state: inboxId === null ? 'missing' : 'loading' });
  useEffect(() => {
    if (inboxId === null) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      dressed(rest.inbox(inboxId)).then(
        (inbox) => {
          if (!gone) setBoot({ state: 'ready', inbox });
        },
        (error: unknown) => {
          if (gone) return;
          if (error instanceof RefusalError && ['not_found', 'invalid'].includes(error.code)) {
            return setBoot({ state: 'missing' });
          }
          setBoot({ state: 'unreachable' });
          timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [rest, inboxId]);
  return boot;
}

/** The inbox, once the page wears its colour. What computes the shades is loaded only where a colour was chosen. */
async function dressed(asked: Promise<Inbox>): Promise<Inbox> {
  const inbox = await asked;
  if (inbox.color) {
    const brand = await import('@deskbell/ui/brand').catch(() => null);
    brand?.applyBrand(document.documentElement, inbox.color);
  }
  return inbox;
}
