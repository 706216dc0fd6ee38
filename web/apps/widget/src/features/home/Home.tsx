import type { Conversation } from '@deskbell/protocol';
import { BellMark, Button, Skeleton } from '@deskbell/ui';
import type { ReactNode } from 'react';
import { strings } from '../../strings';
import { ConversationRow } from './ConversationRow';

export interface HomeProps {
  greeting: string | null | undefined;
  items: readonly Conversation[];
  state: 'loading' | 'ready' | 'failed';
  /** Stands in the list's place while there is no conversation yet: the form that begins the first one. */
  children: ReactNode;
  action: { label: string; run: () => void };
  onOpen: (id: string) => void;
  /** Files a request; null where there are none. */
  onRequest: (() => void) | null;
  onOlder: (() => void) | null;
  onRetry: () => void;
  /** Stands below everything. */
  last: ReactNode;
}

/** The greeting and the customer's own conversations, newest first. */
export function Home({ greeting, items, state, children, action, onOpen, onRequest, onOlder, onRetry, last }: HomeProps) {
  const empty = items.length === 0;
  return (
    <>
      <div className="w-body w-home">
        <div className="w-greeting">
          <BellMark size={32} />
          <h2 dir="auto">{greeting || strings.home.greeting}</h2>
        </div>
        {state === 'failed' && (
          <p className="w-notice" role="status">
            <span>{strings.home.failed}</span>
            <Button size="small" onClick={onRetry}>
              {strings.tryAgain}
            </Button>
          </p>
        )}
        {empty && state !== 'loading' && children}
        {empty && state === 'loading' && <LoadingRows />}
        {!empty && (
          <section aria-labelledby="own">
            <h3 id="own" className="w-label">
              {strings.home.list}
            </h3>
            <ul className="w-rows">
              {items.map((one) => (
                <ConversationRow key={one.id} conversation={one} onOpen={onOpen} />
              ))}
            </ul>
            {onOlder && (
              <Button tone="plain" size="large" className="w-older" onClick={onOlder}>
                {strings.home.older}
              </Button>
            )}
          </section>
        )}
        {last}
      </div>
      {!empty && (
        <div className="w-foot">
          <Button tone="action" size="large" className="w-wide" onClick={action.run}>
            {action.label}
          </Button>
          {onRequest && (
            <Button tone="plain" size="large" className="w-wide" onClick={onRequest}>
              {strings.home.request}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function LoadingRows() {
  return (
    <div role="status" aria-label={strings.boot.loading} className="w-loading">
      {[0, 1].map((at) => (
        <div key={at} className="w-row">
          <Skeleton width="36px" height="36px" />
          <div className="w-row-text">
            <Skeleton width="50%" height="14px" />
            <Skeleton width="80%" height="12px" />
          </div>
        </div>
      ))}
    </div>
  );
}
