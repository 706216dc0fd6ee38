import { BellMark, VisuallyHidden } from '@deskbell/ui';
import { useEffect } from 'react';
import { Blank } from '../../shared/ui/Blank';
import { strings } from './strings';

/** How often a server that is away is asked again, ms. */
const RETRY_MS = 4000;

/** The moment between a reload and the desk: only the bell, so that nothing flashes. */
export function Opening() {
  return (
    <main className="grid h-full place-items-center">
      <BellMark size={40} className="opacity-60" />
      <VisuallyHidden role="status">{strings.opening}</VisuallyHidden>
    </main>
  );
}

/** The server did not answer when the page was opened; it is asked again by itself. */
export function Unreachable({ retry }: { retry: () => void }) {
  useEffect(() => {
    const timer = setInterval(retry, RETRY_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <main className="grid h-full place-items-center">
      <Blank bad title={strings.lost} action={{ label: strings.again, run: retry }}>
        {strings.lostMeaning}
      </Blank>
    </main>
  );
}
