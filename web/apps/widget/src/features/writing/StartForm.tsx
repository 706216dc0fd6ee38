import { Button } from '@deskbell/ui';
import { useEffect, useId, useState } from 'react';
import type { Answering } from '../../parts/answering';
import { strings } from '../../strings';
import { MessageField } from './MessageField';
import { useMessage, type Send } from './useMessage';

/** Characters a subject may have. */
const SUBJECT_MAX = 200;

export interface StartFormProps {
  text: string;
  onText: (text: string) => void;
  /** The subject is null when none was given. */
  onStart: (text: string, subject: string | null) => ReturnType<Send>;
  /** Files a request instead; null where there are none. */
  onRequest: (() => void) | null;
  /** What is written now is answered later. */
  answering: Answering;
  focus: boolean;
}

/** Begins a conversation: a subject for those who want one, and the first message. */
export function StartForm({ text, onText, onStart, answering: { leaving, opening }, onRequest, focus }: StartFormProps) {
  const [subject, setSubject] = useState('');
  const { field, problem, write, send } = useMessage(text, onText, (message) => onStart(message, subject.trim() || null));
  const subjectId = useId();

  useEffect(() => {
    if (focus) field.current?.focus({ preventScroll: true });
  }, [focus, field]);

  return (
    <form
      className="w-start"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="w-muted">{leaving ? strings.start.leave(opening) : strings.start.hint}</p>
      <label htmlFor={subjectId} className="w-label">
        {strings.start.subject} <span className="w-faint">({strings.start.optional})</span>
      </label>
      <input
        id={subjectId}
        className="w-input"
        dir={subject === '' ? undefined : 'auto'}
        maxLength={SUBJECT_MAX}
        autoComplete="off"
        enterKeyHint="next"
        value={subject}
        onInput={(event) => setSubject(event.currentTarget.value)}
      />
      <span className="w-label" aria-hidden="true">
        {strings.start.message}
      </span>
      <MessageField
        field={field}
        text={text}
        onText={write}
        onSend={send}
        problem={problem}
        label={strings.start.message}
        rows={3}
      />
      <Button type="submit" tone="action" size="large" className="w-wide">
        {leaving ? strings.home.leave : strings.home.start}
      </Button>
      {onRequest && (
        <Button tone="plain" size="large" className="w-wide" onClick={onRequest}>
          {strings.home.request}
        </Button>
      )}
    </form>
  );
}
