import { Button, Icon } from '@deskbell/ui';
import { EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { strings } from '../strings';

/** Words the filter held: there for whoever wants to read them, and nobody has to. */
export function Held({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-1.5 text-label text-muted">
        <Icon of={EyeOff} className="size-3.5" />
        {strings.held}
        <Button
          tone="plain"
          size="small"
          aria-expanded={shown}
          className="slim min-h-6! px-1.5! py-0! text-link! pointer-coarse:min-h-9!"
          onClick={() => setShown(!shown)}
        >
          {shown ? strings.hideHeld : strings.showHeld}
        </Button>
      </p>
      {shown && children}
    </>
  );
}
