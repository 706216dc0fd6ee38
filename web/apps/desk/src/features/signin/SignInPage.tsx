import { BellMark, Button } from '@deskbell/ui';
import { useRef, useState, type FormEvent } from 'react';
import { signInSentence } from './refusals';
import { strings } from './strings';

export interface SignInPageProps {
  /** Why one is here again; null for a first visit. */
  notice: string | null;
  signIn: (email: string, password: string) => Promise<void>;
}

/** E-mail and password, and nothing in the way. */
export function SignInPage({ notice, signIn }: SignInPageProps) {
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [email, password] = [String(fields.get('email')), String(fields.get('password'))];
    const missing = email.trim() === '' ? 'email' : password === '' ? 'password' : null;
    if (missing !== null) {
      setProblem(missing === 'email' ? strings.emailMissing : strings.passwordMissing);
      focus(missing);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await signIn(email, password);
    } catch (error) {
      setProblem(signInSentence(error));
      setBusy(false);
      focus('password');
    }
  }

  function focus(name: string) {
    form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.select();
  }

  return (
    <main className="grid h-full content-start justify-items-center overflow-y-auto px-4 pt-[max(40px,20vh)] pb-10">
      <form ref={form} noValidate onSubmit={submit} className="w-full max-w-84">
        <BellMark size={40} label="Deskbell" />
        <h1 className="mt-4 mb-6 text-headline font-semibold">{strings.title}</h1>
        {notice && <p className="mb-4 text-message text-muted">{notice}</p>}
        <Field name="email" label={strings.email} type="email" autoComplete="username" />
        <Field name="password" label={strings.password} type="password" autoComplete="current-password" />
        <p role="alert" className="mb-4 min-h-5 text-meta text-bad empty:hidden">
          {problem}
        </p>
        <Button type="submit" tone="action" size="large" className="w-full" disabled={busy}>
          {busy ? strings.submitting : strings.submit}
        </Button>
        <p className="mt-6 text-meta text-muted">{strings.help}</p>
      </form>
    </main>
  );
}

interface FieldProps {
  name: string;
  label: string;
  type: string;
  autoComplete: string;
}

function Field({ name, label, type, autoComplete }: FieldProps) {
  return (
    <label className="mb-4 block">
      <span className="mb-1 block text-meta font-medium">{label}</span>
      <input
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        className="field min-h-10 text-message"
      />
    </label>
  );
}
