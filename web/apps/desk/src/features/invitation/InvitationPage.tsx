import type { OpenInvitation } from '@deskbell/protocol';
import { BellMark, Button, Spinner } from '@deskbell/ui';
import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../shared/words/errors';
import { JoinForm } from './JoinForm';
import { isOver } from './over';
import { strings } from './strings';

type Opened =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly invitation: OpenInvitation }
  | { readonly state: 'gone' }
  | { readonly state: 'failed'; readonly sentence: string };

export interface InvitationPageProps {
  /** What the link leads to. */
  open: () => Promise<OpenInvitation>;
  join: (body: { name: string; password: string }) => Promise<void>;
  /** To the sign-in page, for who has an account. */
  onSignIn: () => void;
}

/** What an invitation's link shows: who one will be here, and the two things left to choose. */
export function InvitationPage({ open, join, onSignIn }: InvitationPageProps) {
  const [opened, setOpened] = useState<Opened>({ state: 'opening' });
  const ask = useCallback(() => {
    setOpened({ state: 'opening' });
    open().then(
      (invitation) => setOpened({ state: 'open', invitation }),
      (error: unknown) => setOpened(isOver(error) ? { state: 'gone' } : { state: 'failed', sentence: sentenceOf(error) }),
    );
  }, [open]);
  useEffect(ask, [ask]);
  const over = () => setOpened({ state: 'gone' });
  return (
    <main className="grid h-full content-start justify-items-center overflow-y-auto px-4 pt-[max(40px,16vh)] pb-10">
      {opened.state === 'opening' && (
        <div className="pt-10">
          <h1 className="db-hidden">{strings.title}</h1>
          <Spinner label={strings.opening} />
        </div>
      )}
      {opened.state === 'open' && <JoinForm invitation={opened.invitation} join={join} over={over} />}
      {opened.state === 'gone' && (
        <Ending title={strings.gone} meaning={strings.goneMeaning} action={strings.goneSignIn} run={onSignIn} />
      )}
      {opened.state === 'failed' && <Ending title={strings.failed} meaning={opened.sentence} action={strings.again} run={ask} />}
    </main>
  );
}

interface EndingProps {
  title: string;
  meaning: string;
  action: string;
  run: () => void;
}

/** Why the link leads no further, and what to do. */
function Ending({ title, meaning, action, run }: EndingProps) {
  return (
    <div role="alert" className="w-full max-w-84">
      <BellMark size={40} label="Deskbell" />
      <h1 className="mt-4 text-headline font-semibold">{title}</h1>
      <p className="mt-1 mb-6 text-message text-muted">{meaning}</p>
      <Button size="large" onClick={run}>
        {action}
      </Button>
    </div>
  );
}
