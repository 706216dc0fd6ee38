import { useEffect, useRef, useState, type RefObject } from 'react';
import { useAction } from './actions';

interface RowFocus {
  ids: readonly string[];
  selected: string | null;
  /** What holds the rows, each with its id as `data-row` and a link in it. */
  list: RefObject<HTMLElement | null>;
  reveal: (index: number) => void;
}

/** Moves the focus from row to row by key. It follows a conversation, not a place. */
export function useRowFocus({ ids, selected, list, reveal }: RowFocus): string | null {
  const [focused, setFocused] = useState<string | null>(selected);
  const wanted = useRef<string | null>(null);

  const move = (by: 1 | -1) => {
    const from = ids.indexOf(focusedRow(list.current) ?? selected ?? '');
    const index = from < 0 ? 0 : Math.min(Math.max(from + by, 0), ids.length - 1);
    const id = ids[index];
    if (id === undefined) return;
    wanted.current = id;
    setFocused(id);
    reveal(index);
    focusRow(list.current, id);
  };
  useAction('list.next', () => move(1), ids.length > 0);
  useAction('list.previous', () => move(-1), ids.length > 0);

  // The row may not exist yet when it is asked for: it gets the focus as soon as it does.
  useEffect(() => {
    if (wanted.current !== null && focusRow(list.current, wanted.current)) wanted.current = null;
  });
  useEffect(() => {
    if (selected !== null) setFocused(selected);
  }, [selected]);

  return focused !== null && ids.includes(focused) ? focused : null;
}

/** The row that has the focus, if one has. */
export function focusedRow(list: HTMLElement | null = document.body): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-row]');
  return row && list?.contains(row) ? (row.dataset.row ?? null) : null;
}

function focusRow(list: HTMLElement | null, id: string): boolean {
  const link = list?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] a`);
  link?.focus({ preventScroll: true });
  return link != null;
}
