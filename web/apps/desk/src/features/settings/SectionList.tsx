import { Icon } from '@deskbell/ui';
import { Link } from '@tanstack/react-router';
import { useDesk } from '../../shared/desk/context';
import { allowed, sectionGroups } from './sections';
import { strings } from './strings';

const LINK =
  'flex min-h-9 items-center gap-3 rounded-control px-3 py-1.5 text-meta pointer-coarse:min-h-11 hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-medium';

/** The sections this agent has something to do in; on a phone only while none is open. */
export function SectionList({ open }: { open: string | undefined }) {
  const { me } = useDesk();
  const groups = sectionGroups
    .map(({ words, sections }) => ({ words, sections: sections.filter((one) => allowed(one, me.role)) }))
    .filter(({ sections }) => sections.length > 0);
  const Title = open === undefined ? 'h1' : 'p';
  return (
    <nav
      aria-label={strings.list}
      className={`h-full w-full overflow-y-auto bg-surface px-2 py-3 two:block two:w-60 two:shrink-0 two:border-e two:border-line ${open === undefined ? '' : 'hidden'}`}
    >
      <Title className="px-3 py-1 text-title font-semibold">{strings.title}</Title>
      {groups.map(({ words, sections }) => (
        <div key={words} className="mt-4">
          <p id={`settings-${words}`} className="px-3 pb-1 text-label text-muted">
            {words}
          </p>
          <ul aria-labelledby={`settings-${words}`}>
            {sections.map(({ id, words: name, icon }) => (
              <li key={id}>
                <Link to="/settings/$section" params={{ section: id }} aria-current={open === id ? 'page' : undefined} className={LINK}>
                  <Icon of={icon} className="text-muted" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
