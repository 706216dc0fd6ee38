import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { filterOfView } from '../../features/list/views/view';
import type { Place } from '../../features/palette/find';
import { allowed, sectionGroups } from '../../features/settings/sections';
import { useDesk } from '../../shared/desk/context';
import { useColleagues } from '../../shared/desk/queries';
import { useViews } from '../../shared/desk/views';
import { writeSearch } from '../search';
import { strings } from '../strings';

const SECTIONS = sectionGroups.flatMap((group) => group.sections);

/** Where one can go by name: views, what colleagues hold, settings, and a search for the words themselves. */
export function usePlaces(): (words: string) => readonly Place[] {
  const { me } = useDesk();
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
      ...SECTIONS.filter((section) => allowed(section, me.role)).map((section): Place => ({
        key: `settings ${section.id}`,
        kind: 'settings',
        words: section.words,
        also: strings.settings,
        go: () => void navigate({ to: '/settings/$section', params: { section: section.id } }),
      })),
      {
        key: 'search',
        kind: 'search',
        words: strings.searchFor(words.trim()),
        go: () => void navigate({ to: '/search', search: { q: words.trim() } }),
      } satisfies Place,
    ],
    [views, agents, me.role, navigate],
  );
}
