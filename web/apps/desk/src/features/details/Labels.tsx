import type { Conversation } from '@deskbell/protocol';
import { Icon } from '@deskbell/ui';
import { Plus, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useOperations } from '../../shared/desk/operations';
import { strings } from './strings';

/** Labels a conversation may carry, and characters of one. */
const MOST = 20;
const LONGEST = 40;

/** The labels; one more by typing it, one less by its cross. */
export function Labels({ conversation }: { conversation: Conversation }) {
  const { patch } = useOperations();
  const [problem, setProblem] = useState<string | null>(null);
  const labels = conversation.labels ?? [];
  const closed = conversation.status === 'closed';

  if (closed && labels.length === 0) return null;
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const label = String(new FormData(form).get('label')).trim();
    if (label === '') return;
    if (labels.includes(label)) return setProblem(strings.labelKnown);
    if (labels.length >= MOST) return setProblem(strings.labelsFull);
    setProblem(null);
    if (await patch(conversation, { labels: [...labels, label] })) form.reset();
  };

  return (
    <div className="mt-3">
      <h3 className="text-meta text-muted">{strings.labels}</h3>
      <ul className="mt-1 flex flex-wrap gap-1.5 empty:hidden">
        {labels.map((label) => (
          <li key={label} className="flex max-w-full items-center gap-1 rounded-corner bg-sunken ps-2 text-label">
            <bdi className={`min-w-0 truncate py-1 ${closed ? 'pe-2' : ''}`}>{label}</bdi>
            {!closed && (
              <button
                type="button"
                aria-label={strings.removeLabel(label)}
                onClick={() => void patch(conversation, { labels: labels.filter((one) => one !== label) })}
                className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-corner text-faint hover:text-ink"
              >
                <Icon of={X} className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!closed && (
        <form onSubmit={add} className="relative mt-1.5">
          <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-2 flex items-center text-faint">
            <Icon of={Plus} />
          </span>
          <input
            name="label"
            dir="auto"
            maxLength={LONGEST}
            autoComplete="off"
            enterKeyHint="done"
            aria-label={strings.addLabel}
            aria-invalid={problem !== null || undefined}
            placeholder={strings.addLabel}
            onChange={() => setProblem(null)}
            className="field border-transparent! bg-transparent! ps-7! hover:bg-sunken! focus:bg-surface!"
          />
        </form>
      )}
      <p role="alert" className="mt-1 text-label text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}
