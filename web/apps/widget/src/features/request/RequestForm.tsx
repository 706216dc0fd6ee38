import { LineError, RefusalError } from '@deskbell/client';
import type { Inbox, NewConversation, Priority } from '@deskbell/protocol';
import { Button } from '@deskbell/ui';
import { useEffect, useRef, useState } from 'react';
import { useDraft } from '../../parts/useDraft';
import { refusalWords } from '../../strings';
import { Field } from './Field';
import { faultsOf, lacking, type Faults, type FieldName } from './faults';
import { strings } from './strings';

/** What is asked for, without where. */
export type Filing = Pick<NewConversation, 'subject' | 'message' | 'priority' | 'category'>;

export interface RequestFormProps {
  categories: NonNullable<Inbox['categories']>;
  /** Under which what is written is kept until it is sent. */
  draftKey: string;
  /** Rejects when it was not taken; then everything stays as it was written. */
  onFile: (filing: Filing) => Promise<void>;
  focus: boolean;
}

const PRIORITIES: readonly Priority[] = ['low', 'medium', 'high', 'urgent'];
const SUBJECT_MAX = 200;

/** Files a ticket: what it is about, how urgent it is, and what is needed. */
export function RequestForm({ categories, draftKey, onFile, focus }: RequestFormProps) {
  const [subject, setSubject] = useDraft(`${draftKey}:subject`);
  const [message, setMessage] = useDraft(draftKey);
  const [category, setCategory] = useState('');
  const [priority, setPriority] = useState<Priority>('medium');
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const form = useRef<HTMLFormElement | null>(null);

  const field = (name: FieldName) => form.current?.querySelector<HTMLElement>(`[name="${name}"]`);
  useEffect(() => {
    if (focus) form.current?.querySelector<HTMLElement>('[name="subject"]')?.focus({ preventScroll: true });
  }, [focus]);

  const refuse = (found: Faults, words: string | null) => {
    setFaults(found);
    setProblem(words);
    const [first] = Object.keys(found) as FieldName[];
    if (first) field(first)?.focus();
  };
  const send = async () => {
    if (sending) return;
    const lack = lacking(subject, message);
    refuse(lack, null);
    if (Object.keys(lack).length > 0) return;
    setSending(true);
    try {
      await onFile({ subject: subject.trim(), message, priority, category: category || null });
      setSubject('');
      setMessage('');
    } catch (error) {
      const found = error instanceof RefusalError ? faultsOf(error) : {};
      const words = error instanceof RefusalError ? refusalWords(error) : error instanceof LineError ? strings.lost : null;
      refuse(found, Object.keys(found).length > 0 ? null : (words ?? strings.lost));
      setSending(false);
    }
  };
  /** What is changed is no longer at fault. */
  const changes = (name: FieldName, set: (value: never) => void) => ({
    name,
    fault: faults[name],
    onChange: (value: string) => {
      setFaults({ ...faults, [name]: undefined });
      set(value as never);
    },
  });

  return (
    <form
      ref={form}
      className="w-start"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{strings.title}</h2>
      <p className="w-muted">{strings.hint}</p>
      <Field as="input" label={strings.subject} value={subject} maxLength={SUBJECT_MAX} {...changes('subject', setSubject)} />
      {categories.length > 0 && (
        <Field as="select" label={strings.category} value={category} {...changes('category', setCategory)}>
          <option value="">{strings.choose}</option>
          {categories.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Field>
      )}
      <Field as="select" label={strings.priority} value={priority} {...changes('priority', setPriority)}>
        {PRIORITIES.map((one) => (
          <option key={one} value={one}>
            {strings.priorities[one]}
          </option>
        ))}
      </Field>
      <Field as="textarea" label={strings.message} value={message} rows={4} {...changes('message', setMessage)} />
      {problem && (
        <p className="w-count" data-bad="true" role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" tone="action" size="large" className="w-wide" aria-disabled={sending}>
        {sending ? strings.sending : strings.submit}
      </Button>
    </form>
  );
}
