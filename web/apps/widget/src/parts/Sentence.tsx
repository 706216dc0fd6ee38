import { Button } from '@deskbell/ui';
import type { ReactNode } from 'react';

export interface SentenceProps {
  children: ReactNode;
  action?: { label: string; run: () => void };
}

/** One calm sentence where a screen has nothing else to show, and what can be done about it. */
export function Sentence({ children, action }: SentenceProps) {
  return (
    <div className="w-sentence" role="status">
      <p>{children}</p>
      {action && (
        <Button size="large" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
