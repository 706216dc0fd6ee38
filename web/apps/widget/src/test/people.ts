import type { Conversation, Entry, Inbox, Participant } from '@deskbell/protocol';

/** Who appears in the tests. */
export const ana: Participant = { type: 'customer', name: 'Ana Ruiz', key: 'ana' };
export const bo: Participant = { type: 'agent', name: 'Bo Lind', key: 'bo' };
export const ada: Participant = { type: 'agent', name: 'Ada Okafor', key: 'ada' };
export const house: Participant = { type: 'system', name: 'Deskbell', key: 'house' };

export const inbox: Inbox = {
  id: 'inbox',
  name: 'Support',
  greeting: 'Hello. How can we help?',
  ticketForm: true,
  files: null,
  categories: [],
  color: null,
  chatEnabled: true,
  feedback: 'stars',
  topics: [],
  replyTime: null,
  preChat: null,
};

let ids = 0;
const nextId = () => `id-${(ids += 1)}`;

/** A conversation of Ana's. */
export function conversation(but: Partial<Conversation> = {}): Conversation {
  const at = but.lastMessageAt ?? new Date().toISOString();
  return {
    id: nextId(),
    inboxId: inbox.id,
    kind: 'chat',
    status: 'open',
    subject: null,
    headSeq: 1,
    unreadCount: 0,
    lastMessage: { seq: 1, content: 'Where is my order?', attachments: 0, sender: ana, createdAt: at },
    lastMessageAt: at,
    assignee: null,
    createdAt: at,
    me: { key: ana.key, deliveredSeq: 0, readSeq: 0 },
    ...but,
  };
}

/** A message. */
export function says(sender: Participant, content: string, at: string, seq: number, but: Partial<Entry> = {}): Entry {
  return {
    id: nextId(),
    conversationId: 'c',
    seq,
    prevSeq: seq - 1,
    kind: 'message',
    sender,
    createdAt: at,
    clientId: `c-${seq}`,
    content,
    attachments: [],
    ...but,
  };
}

/** Something that happened. */
export function happened(activity: Entry['activity'], sender: Participant, at: string, seq: number): Entry {
  return says(sender, '', at, seq, { kind: 'activity', content: null, activity });
}
