import { useNavigate } from '@tanstack/react-router';
import { Button } from '@deskbell/ui';
import { useDesk } from '../../shared/desk/context';
import { say } from '../../shared/ui/toasts';
import { sentenceOf } from '../../shared/words/errors';
import { strings } from './strings';

/** An invitation's link opened by somebody who is signed in already. */
export function ForSomebodyElse() {
  const { me, signOut } = useDesk();
  const navigate = useNavigate();
  const leave = () => void signOut().catch((error: unknown) => say(sentenceOf(error), { tone: 'bad' }));
  return (
    <div className="grid h-full place-items-center px-4">
      <div className="flex max-w-84 flex-col items-center text-center">
        <h1 className="text-title font-semibold">
          <bdi>{strings.signedIn(me.name)}</bdi>
        </h1>
        <p className="mt-1 text-message text-muted">{strings.signedInMeaning}</p>
        <div className="mt-5 flex flex-wrap justify-center gap-2">
          <Button tone="action" onClick={() => void navigate({ to: '/' })}>
            {strings.stay}
          </Button>
          <Button onClick={leave}>{strings.signOut}</Button>
        </div>
      </div>
    </div>
  );
}
