import { RefusalError } from '@deskbell/client';
import { useObservable } from '@deskbell/react';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { useCallback, useMemo, useState } from 'react';
import { InvitationPage } from '../features/invitation/InvitationPage';
import { invitationToken } from '../features/invitation/token';
import { Opening, Unreachable } from '../features/signin/Opening';
import { SignInPage } from '../features/signin/SignInPage';
import { DeskProvider, type Desk } from '../shared/desk/context';
import type { Session, SessionState } from '../shared/session/session';
import { ToastCorner } from '../shared/ui/ToastCorner';
import { Heralds } from './frame/Heralds';
import { LineNotice } from './frame/LineNotice';
import { createDeskRouter } from './router';

/** The whole desk: signing in, and everything behind it. */
export function App({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const restore = useCallback(() => void session.restore(), [session]);
  const [invitation, setInvitation] = useState(() => invitationToken(location.pathname));
  switch (state.phase) {
    case 'restoring':
      return <Opening />;
    case 'unreachable':
      return <Unreachable retry={restore} />;
    case 'signedOut':
      if (invitation !== null) return <Invited session={session} token={invitation} done={() => setInvitation(null)} />;
      return <SignInPage notice={state.notice} signIn={(email, password) => session.signIn(email, password)} />;
    case 'signedIn':
      return <SignedIn key={state.me.id} session={session} state={state} />;
  }
}

/** Somebody with an invitation's link. Whether they join or sign in, the link has done its work. */
function Invited({ session, token, done }: { session: Session; token: string; done: () => void }) {
  const open = useCallback(() => session.invitation(token), [session, token]);
  const leave = () => {
    history.replaceState(null, '', '/desk/');
    done();
  };
  const join = async (body: { name: string; password: string }) => {
    await session.join(token, body);
    leave();
  };
  return <InvitationPage open={open} join={join} onSignIn={leave} />;
}

function SignedIn({ session, state }: { session: Session; state: Extract<SessionState, { phase: 'signedIn' }> }) {
  const { me, client } = state;
  const queries = useMemo(() => createQueries(() => session.expired()), [session]);
  const router = useMemo(() => createDeskRouter(), []);
  const desk = useMemo<Desk>(
    () => ({ client, me, changeMe: (next) => session.changed(next), signOut: () => session.signOut() }),
    [client, me, session],
  );
  return (
    <QueryClientProvider client={queries}>
      <DeskProvider desk={desk}>
        <Tooltip.Provider delayDuration={400}>
          <RouterProvider router={router} />
          <ToastCorner>
            <LineNotice />
            <Heralds router={router} />
          </ToastCorner>
        </Tooltip.Provider>
      </DeskProvider>
    </QueryClientProvider>
  );
}

/** Answers are kept a while; a refusal is not asked for again, and one of `unauthorized` ends the sign-in. */
function createQueries(expired: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof RefusalError && error.code === 'unauthorized') expired();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (failures, error) => !(error instanceof RefusalError) && failures < 2,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });
}
