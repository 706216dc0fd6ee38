import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What narrows a list of the settings, as it stands in the address. */
export interface SettingsSearch {
  /** Words. */
  q?: string;
  scope?: string;
  /** Of the audit log. */
  action?: string;
  actor?: string;
  /** Of a page that is shown in parts. */
  part?: string;
}

const NAMES = ['q', 'scope', 'action', 'actor', 'part'] as const;
const LONGEST = 200;

/** Reads an address; what it does not know, or is empty, is left out. */
export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const search: SettingsSearch = {};
  for (const name of NAMES) {
    const value = raw[name];
    if (typeof value === 'string' && value !== '') search[name] = value.slice(0, LONGEST);
  }
  return search;
}

/** What narrows this list, and a way to change it. */
export function useNarrowing(): [SettingsSearch, (change: SettingsSearch) => void] {
  const search = readSettingsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const narrow = useCallback(
    (change: SettingsSearch) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => readSettingsSearch({ ...before, ...change }),
        replace: true,
      } as never),
    [navigate],
  );
  return [search, narrow];
}
