import { RefusalError } from '@deskbell/client';
import type { OpenInvitation } from '@deskbell/protocol';
import { BellMark, Button } from '@deskbell/ui';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Sentence } from '../../shared/ui/Sentence';
import { sentenceOf } from '../../shared/words/errors';
import { isOver } from './over';
import { strings } from './strings';

/** Characters of a password, at least; the server says so too. */
export const LEAST_PASSWORD = 10;
const LONGEST_NAME = 120;

type Problems = Partial<Record<'name' | 'password' | 'form', string>>;

export interface JoinFormProps {
  invitation: OpenInvitation;
  join: (body: { name: string; password: string }) => Promise<void>;
  /** The link ended meanwhile. */
  over: () => void;
}

/** Name and password of somebody who was invited. */
export function JoinForm({ invitation, join, over }: JoinFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);

  const refuse = (found: Problems) => {
    setProblems(found);
    const first = found.name ? 'name' : found.password ? 'password' : null;
    if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const fields = new FormData(event.currentTarget);
    const [name, password] = [String(fields.get('name')).trim(), String(fields.get('password'))];
    const found = checked(name, password);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    setProblems({});
    try {
      await join({ name, password });
    } catch (error) {
      setBusy(false);
      if (isOver(error)) over();
      else refuse(problemsOf(error));
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="w-full max-w-84">
      <BellMark size={40} label="Deskbell" />
      <h1 className="mt-4 text-headline font-semibold">{strings.title}</h1>
      <p className="mt-1 mb-6 text-message text-muted">
        <Sentence>{strings.as(invitation.email, invitation.role)}</Sentence>
      </p>
      {/* The address stands in the form, so that a password manager keeps it with the password. */}
      <input type="email" name="email" autoComplete="username" value={invitation.email} readOnly hidden />
      <Field name="name" label={strings.name} hint={strings.nameHint} problem={problems.name}>
        {(ties) => <input {...ties} dir="auto" defaultValue={invitation.name ?? ''} maxLength={LONGEST_NAME} autoComplete="name" />}
      </Field>
      <Field name="password" label={strings.password} hint={strings.passwordHint(LEAST_PASSWORD)} problem={problems.password}>
        {(ties) => (
          <input {...ties} type={shown ? 'text' : 'password'} autoComplete="new-password" autoCapitalize="none" spellCheck={false} />
        )}
      </Field>
      <label className="-mt-1 mb-5 flex items-center gap-2 text-meta">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} className="size-4 accent-(--action)" />
        {strings.show}
      </label>
      <p role="alert" className="mb-4 text-meta text-bad empty:hidden">
        {problems.form}
      </p>
      <Button type="submit" tone="action" size="large" className="w-full" disabled={busy}>
        {busy ? strings.submitting : strings.submit}
      </Button>
    </form>
  );
}

function checked(name: string, password: string): Problems {
  const found: Problems = {};
  if (name === '') found.name = strings.nameMissing;
  if ([...password].length < LEAST_PASSWORD) found.password = strings.passwordShort(LEAST_PASSWORD);
  return found;
}

function problemsOf(error: unknown): Problems {
  const found: Problems = {};
  for (const { field, message } of error instanceof RefusalError ? error.errors : []) {
    if (field === 'name' || field === 'password') found[field] ??= message;
  }
  return Object.keys(found).length > 0 ? found : { form: sentenceOf(error) };
}

interface Ties {
  id: string;
  name: string;
  className: string;
  'aria-describedby': string;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  name: string;
  label: string;
  hint: string;
  problem: string | undefined;
  children: (ties: Ties) => ReactNode;
}

function Field({ name, label, hint, problem, children }: FieldProps) {
  const id = `join-${name}`;
  return (
    <div className="mb-4 flex flex-col gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      {children({
        id,
        name,
        className: 'field min-h-10 text-message',
        'aria-describedby': `${id}-help`,
        'aria-invalid': problem ? true : undefined,
      })}
      <p id={`${id}-help`} role={problem ? 'alert' : undefined} className={`text-meta ${problem ? 'text-bad' : 'text-muted'}`}>
        {problem ?? hint}
      </p>
    </div>
  );
}
