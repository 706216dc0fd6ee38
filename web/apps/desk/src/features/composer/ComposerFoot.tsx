import type { Conversation } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { LockKeyhole, MessageSquareQuote, SendHorizontal, Zap } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../shared/keys/actions';
import { hintOf } from '../../shared/keys/bindings';
import { IconButton } from '../../shared/ui/IconButton';
import { CountLine } from './CountLine';
import type { Mode } from './ModeSwitch';
import type { Measure } from './rules';
import { strings } from './strings';
import { EmojiButton } from './tools/EmojiButton';
import { MacroSheet } from './tools/MacroSheet';

export interface ComposerFootProps {
  /** The id of the line that explains the field. */
  id: string;
  mode: Mode;
  measured: Measure;
  refusal: string | null;
  conversation: Conversation;
  onCanned: () => void;
  onEmoji: (emoji: string) => void;
}

/** Below the text: saved replies, macros and emoji, how to send, and the button that sends. */
export function ComposerFoot({ id, mode, measured, refusal, conversation, onCanned, onEmoji }: ComposerFootProps) {
  const [macros, setMacros] = useState(false);
  const internal = mode === 'note';
  useAction('conversation.canned', onCanned);
  useAction('conversation.macro', () => setMacros(true));
  return (
    <div className="flex items-center gap-1 ps-1.5 pe-1.5 pb-1.5">
      <IconButton of={MessageSquareQuote} label={strings.suggest.label.canned} hint={hintOf('conversation.canned')} onClick={onCanned} />
      <IconButton of={Zap} label={strings.macros.title} hint={hintOf('conversation.macro')} onClick={() => setMacros(true)} />
      <EmojiButton onPick={onEmoji} />
      <CountLine id={id} mode={mode} measured={measured} refusal={refusal} />
      <Button
        type="submit"
        tone={internal ? 'note' : 'action'}
        className={internal ? 'border-edge!' : ''}
        aria-disabled={!measured.filled}
      >
        <Icon of={internal ? LockKeyhole : SendHorizontal} className="rtl:-scale-x-100" />
        {strings.send[mode]}
      </Button>
      <MacroSheet conversation={conversation} open={macros} onOpenChange={setMacros} />
    </div>
  );
}
