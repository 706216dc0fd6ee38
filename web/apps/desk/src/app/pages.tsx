/** The pages beside the conversations: what they say in the address, and where their links lead. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { BoardPage, type BoardLinks } from '../features/board/BoardPage';
import { readSought, type Sought } from '../features/search/query';
import { SearchPage } from '../features/search/SearchPage';
import type { FoundLink } from '../features/search/ResultList';

/** The search, as the address has it. */
export function SearchRoute() {
  const navigate = useNavigate();
  const sought = useSearch({ from: '/search' });
  const onSought = useCallback(
    (change: Partial<Sought>) =>
      void navigate({ to: '/search', search: (before) => readSought({ ...before, ...change }), replace: true }),
    [navigate],
  );
  return <SearchPage sought={sought} onSought={onSought} renderLink={foundLink} />;
}

/** The live board. */
export function BoardRoute() {
  return <BoardPage links={boardLinks} />;
}

const foundLink: FoundLink = ({ conversationId, seq }, { children, ...rest }) => (
  <Link to="/c/$conversationId" params={{ conversationId }} search={seq ? { status: 'any', at: String(seq) } : { status: 'any' }} {...rest}>
    {children}
  </Link>
);

const boardLinks: BoardLinks = {
  conversation: (conversationId, { children, ...rest }) => (
    <Link to="/c/$conversationId" params={{ conversationId }} {...rest}>
      {children}
    </Link>
  ),
  queue: ({ children, ...rest }) => (
    <Link to="/" search={{ tab: 'queue' }} {...rest}>
      {children}
    </Link>
  ),
};
