import { VisuallyHidden } from '@deskbell/ui';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { pickStrings as strings } from './strings';

/** One of the things to pick. */
export interface PickItem {
  readonly key: string;
  readonly words: string;
  /** A mark before the words, a face or an icon. */
  readonly mark?: ReactNode;
  /** More about it, smaller, below. */
  readonly meaning?: ReactNode;
  /** At the end of its line. */
  readonly aside?: string;
}

export interface PickListProps<T extends PickItem> {
  label: string;
  placeholder: string;
  items: readonly T[];
  /** What stands there when nothing matches. */
  nothing: string;
  onPick: (item: T) => void;
}

/** Find one by typing, or move to it by arrows. The focus stays in the field. */
export function PickList<T extends PickItem>({ label, placeholder, items, nothing, onPick }: PickListProps<T>) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = items.filter((item) => holds(item.words, words));
  const chosen = Math.min(at, found.length - 1);
  const current = found[chosen];
  const pressed = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && found.length > 0) setAt((chosen + by + found.length) % found.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && current) onPick(current);
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex min-h-0 flex-col">
      <input
        role="combobox"
        data-begin
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current ? `${listId}-${current.key}` : undefined}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        placeholder={placeholder}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        className="sticky top-0 h-11 shrink-0 border-b border-line bg-surface px-4 text-message outline-none"
      />
      <ul id={listId} role="listbox" aria-label={label} className="min-h-0 p-1.5 empty:hidden">
        {found.map((item, index) => (
          <Line
            key={item.key}
            id={`${listId}-${item.key}`}
            item={item}
            chosen={index === chosen}
            onPoint={() => setAt(index)}
            onPick={() => onPick(item)}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="px-4 py-6 text-center text-meta text-muted">{nothing}</p>}
      <VisuallyHidden role="status">{strings.found(found.length)}</VisuallyHidden>
    </div>
  );
}

interface LineProps {
  id: string;
  item: PickItem;
  chosen: boolean;
  onPoint: () => void;
  onPick: () => void;
}

function Line({ id, item: { words, mark, meaning, aside }, chosen, onPoint, onPick }: LineProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onPick}
      className={`flex min-h-10 cursor-default items-center gap-3 rounded-control px-2.5 py-1.5 text-meta ${chosen ? 'bg-tint' : ''}`}
    >
      {mark}
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{words}</bdi>
        {meaning && <span className="block text-label text-muted">{meaning}</span>}
      </span>
      {aside && <span className="db-figures shrink-0 text-label text-muted">{aside}</span>}
    </li>
  );
}

/** Whether all the words asked for occur in it. */
function holds(text: string, asked: string): boolean {
  const lower = text.toLowerCase();
  return asked.toLowerCase().split(/\s+/u).every((word) => lower.includes(word));
}
