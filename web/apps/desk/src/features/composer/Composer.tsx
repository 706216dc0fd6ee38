import type { Timeline } from '@deskbell/client';
import { Button, Icon, VisuallyHidden } from '@deskbell/ui';
import { LockKeyhole, SendHorizontal } from 'lucide-react';
import { useId, useRef, useState, type FormEvent } from 'react';
import { useDraft, writeDraft, type Draft } from '../../shared/desk/drafts';
import { useAction } from '../../shared/keys/actions';
import { CountLine } from './CountLine';
import { ModeSwitch, type Mode } from './ModeSwitch';
import { measure } from './rules';
import { strings } from './strings';
import { TextField } from './TextField';

export interface ComposerProps {
  timeline: Timeline;
  /** The customer's name. */
  customer: string;
}

const GROUNDS: Record<Mode, string> = {
  reply: 'border-edge bg-surface has-[textarea:focus]:border-link',
  note: 'border-note-edge bg-note has-[textarea:focus]:border-brass',
};

/** Where a reply or an internal note is written; ground, edge, label and button say which of the two. */
export function Composer({ timeline, customer }: ComposerProps) {
  const { conversationId } = timeline;
  const draft = useDraft(conversationId);
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const helpId = useId();
  const { mode } = draft;
  const text = draft[mode];
  const measured = measure(text);
  const internal = mode === 'note';
  const called = shortened(customer);

  const write = (change: Partial<Draft>) => {
    setRefusal(null);
    writeDraft(conversationId, change);
  };
  const onText = (next: string) => {
    write({ [mode]: next });
    // A note is nobody's business on the other side, not even that it is being written.
    if (internal) return;
    if (next === '') timeline.stopTyping();
    else timeline.typing();
  };
  const onMode = (next: Mode) => {
    timeline.stopTyping();
    write({ mode: next });
    field.current?.focus();
  };
  const send = () => {
    if (!measured.filled) return;
    if (measured.over > 0) return setRefusal(strings.over(measured.over));
    const taken = internal ? timeline.note(text) : timeline.send(text);
    if (taken.ok) write({ [mode]: '' });
    else setRefusal(taken.error.message);
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  useAction('conversation.reply', () => onMode('reply'));
  useAction('conversation.note', () => onMode('note'));

  return (
    <form
      aria-label={strings.label}
      onSubmit={submit}
      data-mode={mode}
      className={`mx-auto w-full max-w-220 rounded-card border ${GROUNDS[mode]}`}
    >
      <div className="flex items-center gap-2 ps-1.5 pe-3 pt-1.5">
        <ModeSwitch mode={mode} onMode={onMode} />
        {internal && (
          <p className="ms-auto text-label text-muted">
            <span className="two:hidden">{strings.noteShort}</span>
            <span className="hidden two:inline">{strings.noteLabel}</span>
          </p>
        )}
      </div>
      <TextField
        field={field}
        text={text}
        label={strings.fieldLabel[mode](called)}
        placeholder={strings.placeholder[mode](called)}
        describedBy={helpId}
        invalid={measured.over > 0}
        onText={onText}
        onSend={send}
        onLeave={() => timeline.stopTyping()}
      />
      <div className="flex items-center gap-3 ps-3 pe-1.5 pb-1.5">
        <CountLine id={helpId} mode={mode} measured={measured} refusal={refusal} />
        <Button
          type="submit"
          tone={internal ? 'note' : 'action'}
          className={internal ? 'border-edge!' : ''}
          aria-disabled={!measured.filled}
        >
          <Icon of={internal ? LockKeyhole : SendHorizontal} className="rtl:-scale-x-100" />
          {strings.send[mode]}
        </Button>
      </div>
      <VisuallyHidden role="status">{internal ? strings.noteLabel : ''}</VisuallyHidden>
    </form>
  );
}

/** A placeholder is one line. */
const LONGEST_NAME = 32;

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join('')}…` : name;
}

/** What stands where the composer was. */
export function ClosedComposer({ customer }: { customer: string }) {
  return (
    <p role="status" className="mx-auto w-full max-w-220 rounded-card bg-sunken px-4 py-3 text-meta text-muted">
      {strings.closed(customer)}
    </p>
  );
}
