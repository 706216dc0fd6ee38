import type { Line } from '@deskbell/client';
import { useClient, useLine } from '@deskbell/react';
import { Button, Dot } from '@deskbell/ui';
import { useEffect, useState } from 'react';
import { noticeClass } from '../../shared/ui/ToastCorner';
import { sentenceOfRefusal } from '../../shared/words/errors';
import { strings } from '../strings';

/** A line that is back within this time was hardly away: nothing is said, ms. */
const CALM_MS = 1500;

/** The state of the line, said only while it is not connected, as one calm sentence over the page: nothing moves. */
export function LineNotice() {
  const client = useClient();
  const line = useLine();
  const shown = useSettled(line);
  if (!shown) return null;
  return (
    <div role="status" className={`${noticeClass} flex-wrap px-4 py-2.5`}>
      <Dot tone={line.refusal ? 'bad' : 'warn'}>{words(line)}</Dot>
      {line.refusal && (
        <Button size="small" onClick={() => client.connect()}>
          {strings.connectAgain}
        </Button>
      )}
    </div>
  );
}

function words({ state, refusal }: Line): string {
  if (refusal) return strings.refused(sentenceOfRefusal(refusal));
  if (state === 'offline') return strings.offline;
  return state === 'connecting' ? strings.connecting : strings.reconnecting;
}

/** Whether the line has been away long enough to be worth a word. */
function useSettled({ state, refusal }: Line): boolean {
  const away = state !== 'connected';
  const atOnce = refusal !== null || state === 'offline';
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!away) return undefined;
    const timer = setTimeout(() => setLate(true), CALM_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [away]);
  return away && (late || atOnce);
}
