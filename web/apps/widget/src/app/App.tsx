import type { Observable, CustomerRest } from '@deskbell/client';
import { ClientProvider, useObservable } from '@deskbell/react';
import { VisuallyHidden } from '@deskbell/ui';
import type { ReactNode } from 'react';
import { Header } from '../features/header/Header';
import { spoken } from '../languages/speech';
import { Sentence } from '../parts/Sentence';
import { strings } from '../strings';
import { ErrorBoundary } from './ErrorBoundary';
import type { Host } from '../boot/host';
import { Messenger } from './Messenger';
import type { Place } from '../boot/place';
import type { Speaker } from '../boot/session';
import { useInbox } from '../boot/useInbox';

export interface AppProps {
  place: Place;
  host: Host;
  rest: Pick<CustomerRest, 'inbox'>;
  sessions: Observable<Speaker>;
}

/** The widget from its first moment: loading, a sentence where there is nothing to talk to, or the messenger. */
export function App({ place, host, rest, sessions }: AppProps) {
  const boot = useInbox(rest, place.inboxId);
  const session = useObservable(sessions);
  // Another language draws everything below again.
  useObservable(spoken);

  const close = host.closable ? host.close : undefined;
  const plain = (body: ReactNode, about: { name?: string; presence?: null } = {}) => (
    <>
      <Header {...about} onClose={close} />
      {body}
    </>
  );
  const screen = () => {
    if (boot.state === 'loading') return plain(<Loading />, { presence: null });
    if (boot.state !== 'ready') return plain(<Sentence>{strings.boot[boot.state]}</Sentence>, { name: strings.messages });
    const { inbox } = boot;
    const { name } = inbox;
    if (!inbox.chatEnabled) return plain(<Sentence>{strings.boot.off}</Sentence>, { name });
    if (!session) return plain(<Loading />, { name, presence: null });
    if (session === 'barred') return plain(<Sentence>{strings.refusals.forbidden}</Sentence>, { name });
    const { client, person, isNew } = session;
    return (
      <ClientProvider client={client}>
        <Messenger key={person} inbox={inbox} host={host} person={person} isNew={isNew} />
      </ClientProvider>
    );
  };
  return (
    // On a page of our own there is nothing to close, and Escape belongs to the browser.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- a key for the whole widget, not a control
    <div
      className="w-app"
      data-place={place.kind}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) close?.();
      }}
    >
      <ErrorBoundary onReset={() => undefined}>{screen()}</ErrorBoundary>
    </div>
  );
}

/** A moment in which nothing is known yet: it is over before anything drawn here could be read. */
function Loading() {
  return <VisuallyHidden role="status">{strings.boot.loading}</VisuallyHidden>;
}
