import type { Timeline } from '@deskbell/client';
import type { Conversation } from '@deskbell/protocol';
import { VisuallyHidden } from '@deskbell/ui';
import { useId, type FormEvent } from 'react';
import { useAction } from '../../shared/keys/actions';
import { ComposerFoot } from './ComposerFoot';
import { ModeSwitch, type Mode } from './ModeSwitch';
import { shortened } from './rules';
import { strings } from './strings';
import { lineId, SuggestionList } from './suggest/SuggestionList';
import { TextField } from './TextField';
import { Overtaken, Replying } from './tools/Collision';
import { useWriting } from './useWriting';

export interface ComposerProps {
  timeline: Timeline;
  conversation: Conversation;
  /** Others stand beside it: its name says to whom it is. */
  several?: boolean;
}

const GROUNDS: Record<Mode, string> = {
  reply: 'border-edge bg-surface has-[textarea:focus]:border-link',
  note: 'border-note-edge bg-note has-[textarea:focus]:border-brass',
};

/** Where a reply or an internal note is written; ground, edge, label and button say which of the two. */
export function Composer({ timeline, conversation, several = false }: ComposerProps) {
  const writing = useWriting(timeline, conversation);
  const [helpId, listId] = [useId(), useId()];
  const { mode, text, measured, suggestions, onMode, send } = writing;
  const internal = mode === 'note';
  const called = shortened(conversation.customer?.name ?? '');
  const current = suggestions?.items[suggestions.chosen];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  useAction('conversation.reply', () => onMode('reply'));
  useAction('conversation.note', () => onMode('note'));

  return (
    <form
      aria-label={several ? strings.labelWith(called) : strings.label}
      onSubmit={submit}
      data-mode={mode}
      className={`relative mx-auto w-full max-w-220 rounded-card border ${GROUNDS[mode]}`}
    >
      <SuggestionList id={listId} suggestions={suggestions} />
      <div className="flex items-center gap-2 ps-1.5 pe-3 pt-1.5">
        <ModeSwitch mode={mode} onMode={onMode} />
        <span className="ms-auto flex min-w-0 gap-3 text-label text-muted">
          <Replying timeline={timeline} />
          {internal && <NoteLabel />}
        </span>
      </div>
      {!internal && <Overtaken timeline={timeline} text={text} />}
      <TextField
        field={writing.field}
        text={text}
        label={strings.fieldLabel[mode](called)}
        placeholder={strings.placeholder[mode](called)}
        describedBy={helpId}
        invalid={measured.over > 0}
        list={current ? { id: listId, line: lineId(listId, current) } : null}
        onText={writing.onText}
        onCaret={writing.onCaret}
        onPressed={(event) => suggestions?.pressed(event) ?? false}
        onSend={send}
        onLeave={() => timeline.stopTyping()}
      />
      <ComposerFoot
        id={helpId}
        mode={mode}
        measured={measured}
        refusal={writing.refusal}
        conversation={conversation}
        onCanned={writing.askForCanned}
        onEmoji={writing.addEmoji}
      />
      <VisuallyHidden role="status">{internal ? strings.noteLabel : ''}</VisuallyHidden>
    </form>
  );
}

function NoteLabel() {
  return (
    <>
      <span className="shrink-0 two:hidden">{strings.noteShort}</span>
      <span className="hidden shrink-0 two:inline">{strings.noteLabel}</span>
    </>
  );
}

/** What stands where the composer was. */
export function ClosedComposer({ customer }: { customer: string }) {
  return (
    <p role="status" className="mx-auto w-full max-w-220 rounded-card bg-sunken px-4 py-3 text-meta text-muted">
      {strings.closed(customer)}
    </p>
  );
}
