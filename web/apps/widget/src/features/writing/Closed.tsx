import { Button } from '@deskbell/ui';
import { useEffect, useRef } from 'react';
import { strings } from '../../strings';

/** Stands in the composer's place once nothing more can be written. */
export function Closed({ onAnew }: { onAnew: () => void }) {
  const box = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    // The composer took the keyboard's place with it.
    const lost = document.hasFocus() && document.activeElement === document.body;
    if (lost) box.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div ref={box} className="w-foot w-closed" role="status">
      <p>{strings.writing.closed}</p>
      <Button tone="action" size="large" className="w-wide" onClick={onAnew}>
        {strings.writing.anew}
      </Button>
    </div>
  );
}
