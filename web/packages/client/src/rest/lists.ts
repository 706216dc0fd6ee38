import type {
  Board,
  BulkChange,
  BulkReply,
  Conversation,
  ConversationReply,
  FoundPage,
  NewView,
  SavedView,
} from '@deskbell/protocol';
import type { Http, Query } from './http';
import { collection, type Collection } from './settings';

/** Conversations changed by one request at most, so that whoever waits sees it go on. */
export const bulkAtOnce = 100;

/** What is searched for, and what narrows it. */
export interface SearchQuery extends Query {
  q: string;
  /** One or more of open, active, resolved, closed, separated by commas. */
  status?: string;
  agentId?: string;
  label?: string;
  /** Not before this moment, RFC 3339. */
  from?: string;
  /** Before this moment, RFC 3339. */
  to?: string;
  cursor?: string;
  limit?: number;
}

/** The part of the REST door about many conversations at once. */
export interface ListsRest {
  search(query: SearchQuery): Promise<FoundPage>;
  /** The same change of many conversations; each is answered for itself. */
  bulk(change: BulkChange): Promise<BulkReply>;
  /** Supervisors. */
  board(): Promise<Board>;
  readonly views: Collection<SavedView, NewView>;
  /** Counts as unread for oneself until it is read again. */
  markUnread(conversationId: string): Promise<Conversation>;
}

/** Opens it on a door that stands already. */
export function createLists(http: Http): ListsRest {
  return {
    search: (query) => http.get('search', query),
    bulk: (change) => http.send('POST', 'conversations/bulk', change),
    board: () => http.get('board'),
    views: collection(http, 'views', 'view'),
    markUnread: async (id) =>
      (await http.send<ConversationReply>('POST', `conversations/${encodeURIComponent(id)}/unread`)).conversation,
  };
}
