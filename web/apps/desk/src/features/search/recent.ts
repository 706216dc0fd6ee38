/** What was searched for lately, kept in this browser alone. */
import { create } from 'zustand';
import { readKept, writeKept } from '../../shared/desk/kept';

const KEPT = 8;
const keyOf = (owner: string) => `deskbell.searches.${owner}`;

interface Recent {
  readonly owner: string;
  readonly searches: readonly string[];
}

const useStore = create<Recent>()(() => ({ owner: '', searches: [] }));

function read(owner: string): readonly string[] {
  const kept = readKept(keyOf(owner));
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, KEPT) : [];
}

function keep(owner: string, searches: readonly string[]): void {
  useStore.setState({ owner, searches });
  writeKept(keyOf(owner), searches.length === 0 ? null : searches);
}

/** An agent's last searches, newest first. */
export function useRecent(owner: string): readonly string[] {
  const state = useStore();
  return state.owner === owner ? state.searches : read(owner);
}

/** Keeps a search that led somewhere. */
export function remember(owner: string, q: string): void {
  const words = q.trim();
  if (words === '') return;
  const others = read(owner).filter((one) => one.toLowerCase() !== words.toLowerCase());
  keep(owner, [words, ...others].slice(0, KEPT));
}

/** Forgets one search, or all of them. */
export function forget(owner: string, q: string | null): void {
  keep(owner, q === null ? [] : read(owner).filter((one) => one !== q));
}
