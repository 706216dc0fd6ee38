import type {
  Conversation,
  ConversationReply,
  Customer,
  CustomerNote,
  CustomerPatch,
  CustomerReply,
  Escalate,
  Page,
  Stretch,
  Transfer,
} from '@deskbell/protocol';
import type { Http, Query } from './http';

/** Which stretches are wanted. */
export interface StretchQuery extends Query {
  conversationId?: string;
  agentId?: string;
  status?: Stretch['status'];
  cursor?: string;
  limit?: number;
}

/** How a transcript is written. */
export type TranscriptFormat = 'text' | 'html' | 'json';

/** What agents do to one conversation and its customer. Every call rejects with `RefusalError` or `LineError`. */
export interface DeskRest {
  transfer(id: string, transfer: Transfer): Promise<Conversation>;
  escalate(id: string, escalate: Escalate): Promise<Conversation>;
  /** Until that moment, or until the customer replies when absent. */
  snooze(id: string, until?: string): Promise<Conversation>;
  wake(id: string): Promise<Conversation>;
  follow(id: string, follows: boolean): Promise<Conversation>;
  /** Closes it, labels it and blocks its customer. */
  spam(id: string): Promise<Conversation>;
  sessions(query: StretchQuery): Promise<Page<Stretch>>;
  /** The address of a transcript, for a link: the session's cookie opens it. */
  transcriptPath(id: string, format: TranscriptFormat): string;
  patchCustomer(id: string, patch: CustomerPatch): Promise<Customer>;
  customerNotes(id: string): Promise<Page<CustomerNote>>;
  addCustomerNote(id: string, content: string): Promise<CustomerNote>;
  removeCustomerNote(id: string, noteId: string): Promise<void>;
  block(id: string, reason: string): Promise<void>;
  unblock(id: string): Promise<void>;
}

/** The agents' part of the REST door. */
export function deskRest(http: Http): DeskRest {
  const one = (id: string, step = '') => `conversations/${encodeURIComponent(id)}${step}`;
  const customer = (id: string, step = '') => `customers/${encodeURIComponent(id)}${step}`;
  type Ask = [method: string, path: string, body?: unknown];
  const changed = async (...ask: Ask) => (await http.send<ConversationReply>(...ask)).conversation;
  const record = async (...ask: Ask) => (await http.send<CustomerReply>(...ask)).customer;
  return {
    transfer: (id, transfer) => changed('POST', one(id, '/transfer'), transfer),
    escalate: (id, escalate) => changed('POST', one(id, '/escalate'), escalate),
    snooze: (id, until) => changed('POST', one(id, '/snooze'), until === undefined ? {} : { until }),
    wake: (id) => changed('DELETE', one(id, '/snooze')),
    follow: (id, follows) => changed(follows ? 'PUT' : 'DELETE', one(id, '/follow')),
    spam: (id) => changed('POST', one(id, '/spam')),
    sessions: (query) => http.get('sessions', query),
    transcriptPath: (id, format) => `/api/v1/${one(id, '/transcript')}?format=${format}`,
    patchCustomer: (id, patch) => record('PATCH', customer(id), patch),
    customerNotes: (id) => http.get(customer(id, '/notes')),
    addCustomerNote: async (id, content) =>
      (await http.once<{ note: CustomerNote }>('POST', customer(id, '/notes'), { content })).note,
    removeCustomerNote: (id, noteId) => http.send('DELETE', customer(id, `/notes/${encodeURIComponent(noteId)}`)),
    block: async (id, reason) => void (await http.send('PUT', customer(id, '/block'), { reason })),
    unblock: (id) => http.send('DELETE', customer(id, '/block')),
  };
}
