import { Button, Dot } from '@deskbell/ui';
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react';
import { strings } from './strings';
import type { Form } from './useForm';

export interface FormCardProps<T extends object> {
  form: Form<T>;
  /** What this part is about; a form that is the whole page has none. */
  title?: string;
  /** What it does, in one sentence. */
  meaning?: string;
  /** The word on the button, "Save" when absent. */
  save?: string;
  children: ReactNode;
}

/** A part of the settings that is saved as one, with how saving stands. */
export function FormCard<T extends object>({ form, title, meaning, save = strings.save, children }: FormCardProps<T>) {
  const element = useRef<HTMLFormElement>(null);
  const submitter = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { refusals, state } = form;
  const idle = state === 'clean' || state === 'saved';
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')?.focus();
  }, [refusals]);
  // What saving has to say stands at the foot of the window, and what is being written stays in sight above it.
  useEffect(() => {
    const field = document.activeElement;
    if (!idle && field && element.current?.contains(field)) field.scrollIntoView({ block: 'nearest' });
  }, [idle]);
  const discard = () => {
    form.discard();
    // The button that was pressed is gone; its neighbour is not.
    submitter.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={submit}
      aria-labelledby={title ? id : undefined}
      className="rounded-card border border-line bg-surface"
    >
      <div className="flex flex-col gap-5 p-4 two:p-5">
        {title && (
          <div>
            <h2 id={id} className="text-message font-semibold">
              {title}
            </h2>
            {meaning && <p className="mt-0.5 max-w-[64ch] text-meta text-muted">{meaning}</p>}
          </div>
        )}
        {children}
      </div>
      <div
        className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-card border-t border-line bg-surface px-4 py-3 two:px-5 ${state === 'clean' ? '' : 'sticky bottom-0'}`}
      >
        <SaveWords form={form} />
        <div className="ms-auto flex gap-2">
          {(state === 'changed' || state === 'refused') && (
            <Button tone="plain" onClick={discard}>
              {strings.discard}
            </Button>
          )}
          <Button ref={submitter} type="submit" tone={idle ? 'quiet' : 'action'} aria-disabled={idle || state === 'saving'}>
            {save}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** How saving stands, in words; a refusal is said at once. */
function SaveWords<T extends object>({ form: { state, sentence } }: { form: Form<T> }) {
  if (state === 'refused') {
    return (
      <p role="alert" className="grow basis-full text-meta text-bad two:basis-0">
        {sentence === null ? strings.fieldsWrong : strings.refused(sentence)}
      </p>
    );
  }
  return (
    <p role="status" className="text-meta text-muted">
      {state === 'changed' && <Dot tone="brass">{strings.unsaved}</Dot>}
      {state === 'saving' && strings.saving}
      {state === 'saved' && <Dot tone="good">{strings.saved}</Dot>}
    </p>
  );
}
