import { Icon } from '@deskbell/ui';
import { Plus, X } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useRecords } from '../../shared/desk/records';
import { ColorMark } from '../../shared/ui/ColorMark';
import { strings } from './strings';

/** Labels one thing may carry, and characters of one. */
const MOST = 20;
const LONGEST = 40;

export interface LabelSetProps {
  /** Whose: "Labels of the conversation". */
  label: string;
  labels: readonly string[];
  /** Nothing can be changed any more. */
  fixed?: boolean;
  onChange: (labels: string[]) => Promise<boolean>;
}

/** Labels with their colours; one more by typing it or choosing a known one, one less by its cross. */
export function LabelSet({ label, labels, fixed = false, onChange }: LabelSetProps) {
  const { data: known = [] } = useRecords('labels');
  const [problem, setProblem] = useState<string | null>(null);
  const listId = useId();
  if (fixed && labels.length === 0) return null;

  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const added = String(new FormData(form).get('label')).trim();
    if (added === '') return;
    if (labels.includes(added)) return setProblem(strings.labelKnown);
    if (labels.length >= MOST) return setProblem(strings.labelsFull);
    setProblem(null);
    if (await onChange([...labels, added])) form.reset();
  };

  return (
    <div className="mt-3">
      <h3 className="text-meta text-muted">{label}</h3>
      <ul className="mt-1 flex flex-wrap gap-1.5 empty:hidden">
        {labels.map((name) => (
          <li key={name} className="flex max-w-full items-center gap-1.5 rounded-corner bg-sunken ps-2 text-label">
            {known.some((one) => one.name === name) && <ColorMark color={known.find((one) => one.name === name)?.color} />}
            <bdi className={`min-w-0 truncate py-1 ${fixed ? 'pe-2' : ''}`}>{name}</bdi>
            {!fixed && (
              <button
                type="button"
                aria-label={strings.removeLabel(name)}
                onClick={() => void onChange(labels.filter((one) => one !== name))}
                className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-corner text-faint hover:text-ink"
              >
                <Icon of={X} className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!fixed && (
        <form onSubmit={(event) => void add(event)} className="relative mt-1.5">
          <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-2 flex items-center text-faint">
            <Icon of={Plus} />
          </span>
          <input
            name="label"
            dir="auto"
            list={listId}
            maxLength={LONGEST}
            autoComplete="off"
            enterKeyHint="done"
            aria-label={`${label}: ${strings.addLabel}`}
            aria-invalid={problem !== null || undefined}
            placeholder={strings.addLabel}
            onChange={() => setProblem(null)}
            className="field border-transparent! bg-transparent! ps-7! hover:bg-sunken! focus:bg-surface!"
          />
          <datalist id={listId}>
            {known
              .filter(({ name }) => !labels.includes(name))
              .map(({ id, name }) => (
                <option key={id} value={name} />
              ))}
          </datalist>
        </form>
      )}
      <p role="alert" className="mt-1 text-label text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}
