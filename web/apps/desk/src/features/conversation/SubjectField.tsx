import type { Conversation } from '@deskbell/protocol';
import { Icon } from '@deskbell/ui';
import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useOperations } from '../../shared/desk/operations';
import { strings } from './strings';

/** Characters a subject may have. */
const MOST = 200;

/** The subject, which becomes a field where it stands when it is pressed. */
export function SubjectField({ conversation }: { conversation: Conversation }) {
  const { patch } = useOperations();
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const subject = conversation.subject ?? '';

  if (conversation.status === 'closed') {
    return <bdi className="min-w-0 truncate text-meta text-muted">{subject}</bdi>;
  }
  if (editing) {
    const leave = (text: string | null) => {
      setEditing(false);
      const next = text?.trim() ?? subject;
      if (next !== subject) void patch(conversation, { subject: next === '' ? null : next });
      requestAnimationFrame(() => button.current?.focus());
    };
    return <Field value={subject} onLeave={leave} />;
  }
  return (
    <button
      ref={button}
      type="button"
      aria-label={subject === '' ? strings.addSubject : strings.rename(subject)}
      onClick={() => setEditing(true)}
      className="group flex min-w-0 cursor-text items-center gap-1.5 rounded-corner px-1 text-meta text-muted hover:bg-sunken"
    >
      <bdi className={`min-w-0 truncate ${subject === '' ? 'text-faint' : ''}`}>{subject || strings.addSubject}</bdi>
      <Icon of={Pencil} className="size-3 text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" />
    </button>
  );
}

function Field({ value, onLeave }: { value: string; onLeave: (text: string | null) => void }) {
  const left = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const leave = (text: string | null) => {
    if (left.current) return;
    left.current = true;
    onLeave(text);
  };
  return (
    <input
      ref={input}
      dir="auto"
      defaultValue={value}
      maxLength={MOST}
      aria-label={strings.subject}
      placeholder={strings.subject}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => leave(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave(event.currentTarget.value);
        if (event.key !== 'Escape') return;
        leave(null);
        event.stopPropagation();
      }}
      className="field max-w-100 min-h-7! px-1.5! py-0!"
    />
  );
}
