import { Button, Icon } from '@deskbell/ui';
import { ArrowDown } from 'lucide-react';
import { strings } from './strings';

export interface NewestPillProps {
  shown: boolean;
  /** Messages that came below. */
  count: number;
  go: () => void;
}

/** The way back to the end, and what has come there meanwhile. */
export function NewestPill({ shown, count, go }: NewestPillProps) {
  if (!shown) return null;
  const fresh = count > 0;
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-8 flex justify-center">
      <Button
        tone={fresh ? 'action' : 'quiet'}
        size="small"
        shape={fresh ? 'text' : 'square'}
        aria-label={fresh ? undefined : strings.latest}
        className="float pointer-events-auto rounded-full! shadow-float"
        onClick={go}
      >
        <Icon of={ArrowDown} /> {fresh && strings.newCount(count)}
      </Button>
    </div>
  );
}
