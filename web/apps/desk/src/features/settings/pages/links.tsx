import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import type { SettingsSearch } from './search';

export interface SettingsLinkProps {
  /** Absent: the list of sections. */
  section?: string;
  item?: string;
  className?: string;
  /** Dressed as a button. */
  tone?: 'action' | 'quiet' | 'plain';
  children: ReactNode;
}

/** A link to a page of the settings. */
export function SettingsLink({ section, item, tone, ...rest }: SettingsLinkProps) {
  // One is on a page, not on those that lead to it.
  const looks = { ...rest, 'data-tone': tone, activeOptions: { exact: true } };
  if (section === undefined) return <Link to="/settings" {...looks} />;
  if (item === undefined) return <Link to="/settings/$section" params={{ section }} {...looks} />;
  return <Link to="/settings/$section/$item" params={{ section, item }} {...looks} />;
}

/** Goes to a page of the settings; `replace` where going back should not lead here again. */
export function useGo(): (section: string, item?: string, replace?: boolean, search?: SettingsSearch) => void {
  const navigate = useNavigate();
  return useCallback(
    (section, item, replace = false, search = {}) => {
      if (item === undefined) void navigate({ to: '/settings/$section', params: { section }, replace });
      else void navigate({ to: '/settings/$section/$item', params: { section, item }, search, replace });
    },
    [navigate],
  );
}
