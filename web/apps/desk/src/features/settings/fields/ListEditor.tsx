import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../../../shared/ui/IconButton';
import { editorStrings as strings } from './strings';

export interface ListEditorProps<T> {
  /** What the list holds, for screen readers: "Steps". */
  label: string;
  items: readonly T[];
  onChange: (items: T[]) => void;
  /** What one is called: "Step 2". */
  nameOf: (index: number) => string;
  /** The inputs of one. */
  children: (item: T, change: (next: T) => void, index: number) => ReactNode;
}

/** Things in an order, each with inputs of its own; they are moved and taken out by buttons. */
export function ListEditor<T>({ label, items, onChange, nameOf, children }: ListEditorProps<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [look, setLook] = useState<string | null>(null);
  // Whoever moves something by keyboard goes along with it.
  useEffect(() => {
    if (look === null) return;
    list.current?.querySelector<HTMLElement>(look)?.focus();
    setLook(null);
  }, [look]);
  const move = (from: number, to: number, button: string) => {
    if (to < 0 || to >= items.length) return;
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    setLook(`[data-one="${to}"] [data-do="${button}"]`);
  };
  const remove = (at: number) => {
    onChange(items.filter((_, index) => index !== at));
    setLook(`[data-one="${Math.max(0, at - 1)}"] [data-do="remove"]`);
  };
  if (items.length === 0) return null;
  return (
    <ol ref={list} aria-label={label} className="flex flex-col gap-2">
      {items.map((item, index) => (
        <li key={index} data-one={index} className="rounded-control border border-line bg-paper">
          <div className="flex items-center gap-1 py-1 ps-3 pe-1">
            <span className="min-w-0 flex-1 text-label text-muted">{nameOf(index)}</span>
            <IconButton
              of={ArrowUp}
              size="small"
              data-do="up"
              label={strings.up(nameOf(index))}
              aria-disabled={index === 0}
              onClick={() => move(index, index - 1, 'up')}
            />
            <IconButton
              of={ArrowDown}
              size="small"
              data-do="down"
              label={strings.down(nameOf(index))}
              aria-disabled={index === items.length - 1}
              onClick={() => move(index, index + 1, 'down')}
            />
            <IconButton of={X} size="small" data-do="remove" label={strings.remove(nameOf(index))} onClick={() => remove(index)} />
          </div>
          <div className="flex flex-col gap-3 px-3 pb-3 empty:hidden">
            {children(item, (next) => onChange(items.map((one, at) => (at === index ? next : one))), index)}
          </div>
        </li>
      ))}
    </ol>
  );
}
