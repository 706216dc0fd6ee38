import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { exportHref } from '../features/list/filter';
import { ListPane } from '../features/list/ListPane';
import { useDesk } from '../shared/desk/context';
import { useCounts } from '../shared/desk/queries';
import { useAction } from '../shared/keys/actions';
import { ConversationPane } from './ConversationPane';
import { NobodyChosen } from './NobodyChosen';
import { withoutEntry } from './search';
import { strings } from './strings';
import { useListAddress } from './useListAddress';

/** The list and the conversation: side by side where there is room, one at a time on a phone. */
export function ConversationsPage() {
  const { me } = useDesk();
  const navigate = useNavigate();
  const { conversationId = null } = useParams({ strict: false });
  const { filter, viewId, onFilter, onView } = useListAddress();
  const counts = useCounts();
  const back = () => void navigate({ to: '/', search: withoutEntry });
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
    <Link to="/c/$conversationId" params={{ conversationId: id }} search={withoutEntry} {...rest}>
      {children}
    </Link>
  );
}
