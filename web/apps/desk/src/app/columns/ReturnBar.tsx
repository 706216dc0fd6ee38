import { VisuallyHidden } from '@deskbell/ui';
import { ArrowLeft } from 'lucide-react';
import { IconButton } from '../../shared/ui/IconButton';
import { strings } from '../strings';

/** The head of a conversation that is not here yet: on a phone, the way back. */
export function ReturnBar({ onBack }: { onBack: () => void }) {
  return (
    <div className="flex min-h-14 shrink-0 items-center border-b border-line px-2">
      <IconButton of={ArrowLeft} iconSize={20} label={strings.toList} onClick={onBack} className="two:hidden! rtl:-scale-x-100" />
      <VisuallyHidden>
        <h1>{strings.conversation}</h1>
      </VisuallyHidden>
    </div>
  );
}
