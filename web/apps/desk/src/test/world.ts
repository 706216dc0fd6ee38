/** People, conversations and entries for tests, made with as few words as a story needs. */
import type { EntryItem, PendingItem } from '@deskbell/client';
import type { Agent, Conversation, Entry, Participant } from '@deskbell/protocol';

export const bo: Agent = {
  id: 'bo',
  email: 'bo@example.com',
  name: 'Bo Lind',
  role: 'agent',
  teamIds: [],
  availability: 'online',
  present: true,
  capacity: 5,
  active: true,
  createdAt: '2026-11-01T09:00:00.000Z',
};
export const cleo: Agent = { ...bo, id: 'cleo', email: 'cleo@example.com', name: 'Cleo Marchetti' };
export const ana: Participant = { type: 'customer', name: 'Ana Ruiz', key: 'ana' };

export const asParticipant = (agent: Agent): Participant => ({
  type: 'agent',
  id: agent.id,
  name: agent.name,
  key: agent.id,
});

/** A moment of one day: "10:02" or "10:02:30". */
export const at = (clock: string, day = '2026-11-21'): string =>
  new Date(`${day}T${clock.length === 5 ? `${clock}:00` : clock}`).toISOString();

export function conversation(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    inboxId: 'inbox',
    kind: 'chat',
    status: 'open',
    subject: null,
    headSeq: 1,
    unreadCount: 0,
    lastMessage: null,
    lastMessageAt: at('10:00'),
    assignee: null,
    assigneeId: null,
    createdAt: at('09:00'),
    customerId: `customer of ${id}`,
    customer: { id: `customer of ${id}`, name: `Customer of ${id}`, email: null },
    priority: 'medium',
    category: null,
    labels: [],
    needsReply: false,
    updatedAt: at('10:00'),
    ...more,
  };
}

export function entry(seq: number, more: Partial<Entry> = {}): Entry {
  return {
    id: `entry ${seq}`,
    conversationId: 'c',
    seq,
    prevSeq: seq - 1,
    kind: 'message',
    sender: ana,
    createdAt: at('10:00'),
    content: `Words ${seq}`,
    ...more,
  };
}

export function item(seq: number, more: Partial<Entry> & Pick<Partial<EntryItem>, 'own' | 'mark'> = {}): EntryItem {
  const { own = false, mark, ...fields } = more;
  const made: EntryItem = { key: `key ${seq}`, entry: entry(seq, fields), own };
  return mark ? { ...made, mark } : made;
}

export function pending(content: string, more: Partial<PendingItem['pending']> = {}): PendingItem {
  const clientId = `client id of ${content}`;
  return {
    key: clientId,
    own: true,
    pending: { clientId, content, kind: 'message', state: 'sending', at: at('10:30'), ...more },
  };
}
