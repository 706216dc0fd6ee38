import type { Conversation } from '@deskbell/protocol';
import { Avatar } from '@deskbell/ui';
import { ArrowLeft, PanelRight } from 'lucide-react';
import { statusWords } from '../../shared/words/words';
import { hintOf } from '../../shared/keys/bindings';
import { IconButton } from '../../shared/ui/IconButton';
import { Steps } from './Steps';
import { strings } from './strings';
import { SubjectField } from './SubjectField';

export interface ConversationHeadProps {
  conversation: Conversation;
  onBack: () => void;
  /** Whether the details stand beside it now. */
  detailsShown: boolean;
  onDetails: () => void;
}

/** Who it is, what about, how it stands, and what can be done. */
export function ConversationHead({ conversation, onBack, detailsShown, onDetails }: ConversationHeadProps) {
  const name = conversation.customer?.name ?? '';
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line px-2 two:px-4">
      <IconButton of={ArrowLeft} iconSize={20} label={strings.back} hint="Esc" onClick={onBack} className="two:hidden! rtl:-scale-x-100" />
      <Avatar name={name} size={28} className="hidden! two:inline-grid!" />
      <div className="flex min-w-0 flex-1 flex-col two:flex-row two:items-center two:gap-1.5">
        <h1 className="min-w-0 shrink truncate px-1 text-message font-semibold two:shrink-0 two:max-w-[45%]">
          <bdi>{name}</bdi>
        </h1>
        <div className="flex min-w-0 items-center gap-1">
          <SubjectField conversation={conversation} />
          <span className="shrink-0 rounded-corner bg-sunken px-1.5 text-label text-muted">{statusWords[conversation.status]}</span>
        </div>
      </div>
      <Steps conversation={conversation} onDetails={onDetails} />
      <IconButton
        of={PanelRight}
        label={detailsShown ? strings.hideDetails : strings.showDetails}
        hint={hintOf('conversation.details')}
        aria-expanded={detailsShown}
        onClick={onDetails}
        className="hidden! two:inline-flex! rtl:-scale-x-100"
      />
    </header>
  );
}
