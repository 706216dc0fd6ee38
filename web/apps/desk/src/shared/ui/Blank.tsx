import { Button, Icon, type IconProps } from '@deskbell/ui';
import type { ReactNode } from 'react';

export interface BlankProps {
  of?: IconProps['of'];
  /** What there is not. */
  title: string;
  /** The next step, in one sentence. */
  children?: ReactNode;
  /** A way on. */
  action?: { label: string; run: () => void };
  /** Something went wrong: said at once to screen readers. */
  bad?: boolean;
}

/** An empty place that says why it is empty and what to do next. */
export function Blank({ of, title, children, action, bad = false }: BlankProps) {
  return (
    <div role={bad ? 'alert' : undefined} className="mx-auto flex max-w-72 flex-col items-center px-4 py-12 text-center">
      {of && <Icon of={of} size={20} className="mb-3 text-faint" />}
      <p className="text-message font-medium">{title}</p>
      {children && <p className="mt-1 text-meta text-muted">{children}</p>}
      {action && (
        <Button className="mt-4" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
