import type { Conversation } from '@deskbell/protocol';
import { Avatar } from '@deskbell/ui';
import { ArrowLeft, PanelRight, X } from 'lucide-react';
import { hintOf } from '../../shared/keys/bindings';
import { DueText } from '../../shared/teamwork/DueText';
import { IconButton } from '../../shared/ui/IconButton';
import { statusWords } from '../../shared/words/words';
import { StandingBar } from './StandingBar';
import { Steps } from './steps/Steps';
import { strings } from './strings';
import { SubjectField } from './SubjectField';

export interface ConversationHeadProps {
  conversation: Conversation;
  onBack: () => void;
  /** Whether the details stand beside it now. */
  detailsShown: boolean;
  onDetails: () => void;
  /** Opens it beside another one; null where there is no room. */
  onBeside: (() => void) | null;
  /** Takes this column away; null where it is the only one. */
  onAway: (() => void) | null;
}

/** Who it is, what about, how it stands, what is due, and what can be done. */
export function ConversationHead(props: ConversationHeadProps) {
  const { conversation, onBack, detailsShown, onDetails, onBeside, onAway } = props;
  const name = conversation.customer?.name ?? '';
  return (
    <>
      <header className="@container flex min-h-14 shrink-0 items-center gap-2 border-b border-line px-2 two:px-4">
        <IconButton of={ArrowLeft} iconSize={20} label={strings.back} hint="Esc" onClick={onBack} className="two:hidden! rtl:-scale-x-100" />
        <Avatar name={name} size={32} className="hidden! @md:inline-grid!" />
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 items-center gap-1">
            <h1 dir="auto" className="oneline max-w-[65%] min-w-0 shrink-0 px-1 text-message font-semibold">
              {name}
            </h1>
            <SubjectField conversation={conversation} />
          </div>
          <p className="flex min-w-0 items-center gap-2 px-1 text-label text-muted">
            <span className="shrink-0">{statusWords[conversation.status]}</span>
            <DueText conversation={conversation} oneLine />
          </p>
        </div>
        <Steps conversation={conversation} onDetails={onDetails} onBack={onBack} onBeside={onBeside} />
        <IconButton
          of={PanelRight}
          label={detailsShown ? strings.hideDetails : strings.showDetails}
          hint={hintOf('conversation.details')}
          aria-expanded={detailsShown}
          onClick={onDetails}
          className="hidden! @md:inline-flex! rtl:-scale-x-100"
        />
        {onAway && <IconButton of={X} label={strings.putAway} hint={hintOf('beside.close')} onClick={onAway} />}
      </header>
      <StandingBar conversation={conversation} />
    </>
  );
}
