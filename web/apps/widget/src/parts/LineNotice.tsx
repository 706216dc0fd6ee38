import type { CustomerClient, Line } from '@deskbell/client';
import { useClient, useLine } from '@deskbell/react';
import { Button } from '@deskbell/ui';
import { useEffect, useState } from 'react';
import { refusalWords, strings } from '../strings';

/** A line that comes back within this was never worth a word. */
const PATIENCE_MS = 800;
/** The first connection may take this long before it is talked about. */
const FIRST_MS = 2500;

/** One calm sentence while there is no connection, and nothing otherwise. */
export function LineNotice({ words }: { words: string | null }) {
  const client = useClient<CustomerClient>();
  const { refusal } = useLine();
  return (
    <div role="status" className="w-notices">
      {words && (
        <p className="w-notice">
          <span>{words}</span>
          {refusal && refusal.code !== 'unauthorized' && (
            <Button size="small" onClick={() => client.connect()}>
              {strings.tryAgain}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

/** What is to be said about the line; null while it stands, or has not been gone for long. */
export function useLineWords(): string | null {
  const line = useLine();
  return usePatience(line) ? sentence(line) : null;
}

function sentence({ state, refusal }: Line): string | null {
  if (state === 'connected') return null;
  if (refusal) return refusal.code === 'forbidden' ? strings.line.refused : refusalWords(refusal);
  if (state === 'connecting') return strings.line.connecting;
  return state === 'offline' ? strings.line.offline : strings.line.reconnecting;
}

/** Whether this state of the line has lasted long enough to be worth a word. */
function usePatience({ state, since }: Line): boolean {
  const [ripe, setRipe] = useState<number | null>(null);
  useEffect(() => {
    if (state === 'connected') return;
    const wait = state === 'connecting' ? FIRST_MS : state === 'offline' ? 0 : PATIENCE_MS;
    const timer = setTimeout(() => setRipe(since), wait);
    return () => clearTimeout(timer);
  }, [state, since]);
  return ripe === since;
}
