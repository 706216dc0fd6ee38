import { Button, Icon, VisuallyHidden } from '@deskbell/ui';
import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { unsay, useToasts, type ToastItem } from './toasts';

/** How a notice looks. */
export const noticeClass =
  'float pointer-events-auto flex max-w-110 two:max-w-74 items-center gap-2 rounded-card border border-line bg-surface text-meta shadow-float';
const SHOWN_MS = 6000;
const WITH_ACTION_MS = 10_000;

/**
 * Where short sentences appear and leave by themselves; they wait while somebody points at them. `children` stand
 * first and stay.
 */
export function ToastCorner({ children }: { children?: ReactNode }) {
  const items = useToasts((state) => state.items);
  const spoken = useToasts((state) => state.spoken);
  return (
    <>
      <VisuallyHidden role="status" key={spoken.id}>
        {spoken.text}
      </VisuallyHidden>
      <div
        role="region"
        aria-label="Notices"
        className="pointer-events-none fixed inset-x-3 top-16 z-50 flex flex-col items-center gap-2 two:inset-x-auto two:start-18 two:top-auto two:bottom-4 two:items-start"
      >
        {children}
        {items.map((item) => (
          <Toast key={item.id} item={item} />
        ))}
      </div>
    </>
  );
}

function Toast({ item }: { item: ToastItem }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => unsay(item.id), item.action ? WITH_ACTION_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [item, held]);
  const act = () => {
    unsay(item.id);
    item.action?.run();
  };
  return (
    <div
      role={item.tone === 'bad' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={`${noticeClass} py-1.5 ps-4 pe-1.5`}
    >
      {item.tone === 'bad' && <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-bad" />}
      <span className="min-w-0 flex-1 py-1 wrap-anywhere">{item.text}</span>
      {item.action && (
        <Button tone="plain" size="small" className="text-link" onClick={act}>
          {item.action.label}
        </Button>
      )}
      <Button tone="plain" size="small" shape="square" onClick={() => unsay(item.id)}>
        <Icon of={X} label="Dismiss" />
      </Button>
    </div>
  );
}
