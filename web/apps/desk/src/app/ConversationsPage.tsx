import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { ListFilter } from '../features/list/filter';
import { ListPane } from '../features/list/ListPane';
import { useCounts } from '../shared/desk/queries';
import { useAction } from '../shared/keys/actions';
import { ConversationPane } from './ConversationPane';
import { NobodyChosen } from './NobodyChosen';
import { filterOf, writeSearch } from './search';
import { strings } from './strings';

/** The list and the conversation: side by side where there is room, one at a time on a phone. */
export function ConversationsPage() {
  const navigate = useNavigate();
  const search = useSearch({ from: '/conversations' });
  const { conversationId = null } = useParams({ strict: false });
  const { tab, status, q } = filterOf(search);
  const filter = useMemo<ListFilter>(() => ({ tab, status, q }), [tab, status, q]);
  const counts = useCounts();

  const onFilter = useCallback(
    (change: Partial<ListFilter>) =>
      void navigate({ to: '.', search: writeSearch({ ...filter, ...change }), replace: change.q !== undefined }),
    [navigate, filter],
  );
  const back = () => void navigate({ to: '/', search: (before) => before });
  useAction('tab.all', () => onFilter({ tab: 'all' }));
  useAction('tab.mine', () => onFilter({ tab: 'mine' }));
  useAction('tab.queue', () => onFilter({ tab: 'queue' }));
  useAction('desk.back', back, conversationId !== null);

  return (
    <div className="flex h-full">
      <section
        aria-label={strings.list}
        className={`h-full w-full bg-surface two:block two:w-80 two:shrink-0 two:border-e two:border-line ${conversationId === null ? '' : 'hidden'}`}
      >
        {conversationId === null && <h1 className="db-hidden">{strings.conversations}</h1>}
        <ListPane filter={filter} onFilter={onFilter} counts={counts} selected={conversationId} renderLink={conversationLink} />
      </section>
      {conversationId === null ? (
        <NobodyChosen />
      ) : (
        <ConversationPane key={conversationId} conversationId={conversationId} onBack={back} renderLink={conversationLink} />
      )}
    </div>
  );
}

function conversationLink(id: string, { children, ...rest }: { className: string; children: ReactNode; tabIndex?: number }) {
  return (
    <Link to="/c/$conversationId" params={{ conversationId: id }} search={(before) => before} {...rest}>
      {children}
    </Link>
  );
}
