import type { Agent } from '@deskbell/protocol';
import { Button } from '@deskbell/ui';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { Confirm } from '../../../shared/ui/Confirm';
import { say } from '../../../shared/ui/toasts';
import { sentenceOf } from '../../../shared/words/errors';
import { useChangeAccount } from './accounts';
import { strings } from './strings';

/** Whether somebody may come in at all. */
export function Activity({ account: { id, name, active } }: { account: Agent }) {
  const { me } = useDesk();
  const change = useChangeAccount(id);
  const [asking, setAsking] = useState(false);
  const turn = async (on: boolean) => {
    try {
      await change({ active: on });
      say(on ? strings.reactivated(name) : strings.deactivated(name), {
        action: on ? undefined : { label: strings.back, run: () => void turn(true) },
      });
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
  };
  if (id === me.id) return <p className="px-1 text-meta text-muted">{strings.ownAccount}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-1">
      <Button onClick={() => (active ? setAsking(true) : void turn(true))}>
        {active ? strings.deactivate : strings.reactivate}
      </Button>
      <p className="min-w-40 flex-1 text-meta text-muted">{active ? strings.deactivateMeaning : strings.reactivateMeaning}</p>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={strings.deactivateTitle(name)}
        meaning={strings.deactivateMeaning}
        yes={strings.deactivate}
        no={strings.keep}
        onYes={() => void turn(false)}
      />
    </div>
  );
}
