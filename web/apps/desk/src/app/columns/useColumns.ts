import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePrefs } from '../../shared/desk/prefs';
import { MANY_COLUMNS, THREE_COLUMNS, useMedia } from '../../shared/hooks/useMedia';
import { useAction } from '../../shared/keys/actions';
import { withoutEntry } from '../search';
import { besideOf, besideText, withBeside } from './beside';

/** The conversations on screen, the one that keys mean, and ways to change both. */
export interface Columns {
  /** Left to right: the open one first, when there is one. */
  readonly ids: readonly string[];
  /** The entry of the open conversation one has come for; null when for none. */
  readonly at: number | null;
  /** Whose keys work and whose details are shown; null while nothing is open. */
  readonly active: string | null;
  /** Whether there is room for several. */
  readonly roomy: boolean;
  activate(id: string): void;
  /** Lets it stand beside whatever is opened next. */
  beside(id: string): void;
  /** Takes a column away; of the open conversation, leads back to the list. */
  away(id: string): void;
}

/** Reads the columns from the address and offers the keys that move between them. */
export function useColumns(open: string | null): Columns {
  const navigate = useNavigate();
  const search = useSearch({ from: '/conversations' });
  const { columns } = usePrefs();
  const [wide, wider] = [useMedia(THREE_COLUMNS), useMedia(MANY_COLUMNS)];
  const roomy = wider || (wide && columns);
  const kept = besideOf(search.beside).filter((id) => id !== open);
  const ids = [...(open === null ? [] : [open]), ...(roomy ? kept : [])];

  const [focus, setFocus] = useState<{ open: string | null; id: string | null }>({ open, id: null });
  // What was opened just now is what one means.
  if (focus.open !== open) setFocus({ open, id: null });
  const active = ids.find((id) => id === focus.id) ?? ids[0] ?? null;

  const go = (to: string | null, stay: readonly string[]) => {
    const next = (before: typeof search) => ({ ...withoutEntry(before), beside: besideText(stay) });
    void (to === null
      ? navigate({ to: '/', search: next })
      : navigate({ to: '/c/$conversationId', params: { conversationId: to }, search: next }));
  };
  const activate = (id: string) => setFocus({ open, id });
  const beside = (id: string) => go(id === open ? null : open, withBeside(kept, id));
  const away = (id: string) => go(id === open ? null : open, kept.filter((one) => one !== id));
  const step = (by: 1 | -1) => {
    const id = ids[(ids.indexOf(active ?? '') + by + ids.length) % ids.length];
    if (id !== undefined) focusColumn(id);
  };

  useAction('desk.back', () => active !== null && away(active), active !== null);
  useAction('beside.next', () => step(1), ids.length > 1);
  useAction('beside.previous', () => step(-1), ids.length > 1);
  useAction('beside.close', () => active !== null && away(active), active !== null && active !== open);
  useAction('conversation.beside', () => {
    const id = focusedRow() ?? active;
    if (id !== null && id !== undefined) beside(id);
  }, roomy && ids.length > 0);

  return { ids, at: search.at === undefined ? null : Number(search.at), active, roomy, activate, beside, away };
}

/** A row of the list that has the focus is meant rather than what is open. */
function focusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;
}

function focusColumn(id: string): void {
  document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)?.focus();
}
