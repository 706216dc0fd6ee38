import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { exportHref } from '../features/list/filter';
import { ListPane } from '../features/list/ListPane';
import { useDesk } from '../shared/desk/context';
import { useCounts } from '../shared/desk/queries';
import { useAction } from '../shared/keys/actions';
import { Columns } from './columns/Columns';
import { searchAt } from './search';
import { strings } from './strings';
import { useListAddress } from './useListAddress';

/** The list and the conversation: side by side where there is room, one at a time on a phone. */
export function ConversationsPage() {
  const { me } = useDesk();
  const { conversationId = null } = useParams({ strict: false });
  const { filter, viewId, onFilter, onView } = useListAddress();
  const counts = useCounts();
  useAction('tab.all', () => onFilter({ tab: 'all' }));
  useAction('tab.mine', () => onFilter({ tab: 'mine' }));
  useAction('tab.queue', () => onFilter({ tab: 'queue' }));

  return (
    <div className="flex h-full">
      <section
        aria-label={strings.list}
        className={`h-full w-full bg-surface two:block two:w-80 two:shrink-0 two:border-e two:border-line ${conversationId === null ? '' : 'hidden'}`}
      >
        {conversationId === null && <h1 className="db-hidden">{strings.conversations}</h1>}
        <ListPane
          filter={filter}
          onFilter={onFilter}
          viewId={viewId}
          onView={onView}
          counts={counts}
          selected={conversationId}
          renderLink={conversationLink}
          exportHref={exportHref(filter, me.id)}
        />
      </section>
      <Columns conversationId={conversationId} renderLink={conversationLink} />
    </div>
  );
}

function conversationLink(id: string, { children, ...rest }: { className: string; children: ReactNode; tabIndex?: number }) {
  return (
    <Link to="/c/$conversationId" params={{ conversationId: id }} search={(before) => searchAt(before, id)} {...rest}>
      {children}
    </Link>
  );
}
