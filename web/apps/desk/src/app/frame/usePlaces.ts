import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { filterOfView } from '../../features/list/views/view';
import type { Place } from '../../features/palette/find';
import { useColleagues } from '../../shared/desk/queries';
import { useViews } from '../../shared/desk/views';
import { writeSearch } from '../search';
import { strings } from '../strings';

/** Where one can go by name: views, what colleagues hold, and a search for the words themselves. */
export function usePlaces(): (words: string) => readonly Place[] {
  const navigate = useNavigate();
  const views = useViews();
  const agents = useColleagues();
  return useCallback(
    (words) => [
      ...views.map((view): Place => ({
        key: `view ${view.id}`,
        kind: 'view',
        words: view.name,
        go: () => void navigate({ to: '/', search: { ...writeSearch(filterOfView(view)), view: view.id } }),
      })),
      ...agents.map((agent): Place => ({
        key: `agent ${agent.id}`,
        kind: 'agent',
        words: strings.conversationsOf(agent.name),
        go: () => void navigate({ to: '/', search: { agent: agent.id } }),
      })),
      {
        key: 'search',
        kind: 'search',
        words: strings.searchFor(words.trim()),
        go: () => void navigate({ to: '/search', search: { q: words.trim() } }),
      } satisfies Place,
    ],
    [views, agents, navigate],
  );
}
