import { Button } from '@deskbell/ui';
import { AlertDialog } from 'radix-ui';

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What follows from it. */
  meaning: string;
  /** The word on the button that does it. */
  yes: string;
  /** The word on the button that leaves everything as it is. */
  no: string;
  onYes: () => void;
}

/** Asked before what cannot be taken back; the safe answer has the focus. */
export function Confirm({ open, onOpenChange, title, meaning, yes, no, onYes }: ConfirmProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="veil fixed inset-0 z-40" />
        <AlertDialog.Content className="float fixed inset-x-4 top-[28vh] z-40 mx-auto max-w-100 rounded-card border border-line bg-surface p-5 shadow-float">
          <AlertDialog.Title className="text-title font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-message text-muted">{meaning}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{no}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button tone="bad" onClick={onYes}>
                {yes}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
