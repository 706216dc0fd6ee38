import type { Conversation, EventName, Events, OneConversation, Transfer } from '@deskbell/protocol';
import type { Client, Join, Pending, Start, Timeline } from './api';
import { systemClock } from './basics/clock';
import { Connection } from './line/connection';
import { Conversations } from './conversations';
import { RefusalError, ignoreFailure } from './errors';
import { newId } from './basics/ids';
import { cell } from './basics/observable';
import type { ClientOptions } from './options';
import { KeptItems } from './outbox/kept';
import { Outbox } from './outbox/outbox';
import { Presence } from './people/presence';
import { createRest } from './rest/rest';
import { Starts, openFor } from './starts';
import { indexedDbStore } from './storage/indexeddb';
import { MAX_CHARACTERS } from './basics/text';
import { Timelines } from './timeline/registry';

/** Rows a list may watch at once. */
const WATCHED_MAX = 200;

/** Makes a client: each part knows one idea, and here they are introduced to each other. `connect` opens the line. */
export function createClient(options: ClientOptions): Client {
  const { side, clock = systemClock, random = Math.random, store = indexedDbStore() } = options;
  const rest = options.rest ?? createRest({ url: options.url, bearer: options.token, clock, random, ...fetchOf(options) });
  const connection = new Connection(options, clock, random);
  const presence = new Presence();
  const starts = new Starts();
  const starting = cell<readonly Pending[]>([]);
  const tab = newId();
  const kept = new KeptItems(store, `${side}/${options.person}`, tab, options.locks);
  const conversations = new Conversations((id) => timelines.of(id)[0]?.window ?? null);
  let watched: string[] | null = null;

  const outbox: Outbox = new Outbox({
    kept,
    store,
    clock,
    random,
    tab,
    maxCharacters: options.maxCharacters ?? MAX_CHARACTERS,
    post: {
      connected: () => connection.connected,
      open: async (item) => {
        const [id, joined] = await openFor(item, { rest, join: (join) => connection.request('join-chat', join) });
        return timelines.open(id, joined).conversationId;
      },
      send: async ({ kind, conversationId, clientId, content, mentions }) => {
        const text = { conversationId, clientId, content };
        if (kind === 'message') return (await connection.request('send-message', text)).message;
        const note = mentions ? { ...text, mentions: [...mentions] } : text;
        return (await connection.request('add-note', note)).message;
      },
      acked: (entry) => timelines.receive(entry),
      started: (clientId, id) => starts.started(clientId, id),
      notStarted: (clientId, error) => starts.notStarted(clientId, error),
      changed: (id) => {
        if (id === null) starting.set(outbox.pending(null));
        else for (const timeline of timelines.of(id)) timeline.publish();
      },
    },
  });

  const timelines: Timelines = new Timelines({
    side,
    clock,
    random,
    rest,
    outbox,
    conversations,
    connected: () => connection.connected,
    request: (name, payload) => connection.request(name, payload),
  });

  function learn(conversation: Conversation): void {
    if (!conversations.learn(conversation)) return;
    for (const timeline of timelines.of(conversation.id)) timeline.learned(conversation);
  }

  function each<N extends EventName & ('typing' | 'stop-typing' | 'message-status')>(
    name: N,
    tell: (timeline: ReturnType<typeof timelines.open>, payload: Events[N]) => void,
  ): void {
    connection.on(name, (payload) => timelines.of(payload.conversationId).forEach((timeline) => tell(timeline, payload)));
  }

  // `chat-history` repeats the answer to a join, which whoever joined has already.
  connection.on('new-message', (entry) => void timelines.receive(entry));
  connection.on('activity', (entry) => void timelines.receive(entry));
  connection.on('conversation-updated', ({ conversation }) => learn(conversation));
  connection.on('offer', ({ conversation }) => learn(conversation));
  connection.on('presence', (event) => presence.take(event));
  each('typing', (timeline, event) => timeline.typed(event, true));
  each('stop-typing', (timeline, event) => timeline.typed(event, false));
  each('message-status', (timeline, event) => timeline.receipt(event));
  connection.onLine((connected) => {
    // Joins go first, so that what was missed is there before what waits is acknowledged.
    timelines.line(connected);
    if (connected) outbox.connected();
    else outbox.disconnected();
    if (connected && watched) watch();
  });
  outbox.load();

  function watch(): void {
    if (watched) ignoreFailure(connection.request('watch-conversations', { conversationIds: watched }));
  }

  async function join({ conversationId, ...start }: Join): Promise<Timeline> {
    if (conversationId !== undefined) return untilReady(timelines.open(conversationId));
    const history = await connection.patiently('join-chat', start);
    return timelines.open(history.conversation.id, history);
  }

  async function start({ content, ...about }: Start): Promise<Timeline> {
    const taken = outbox.take({ conversationId: null, kind: 'message', start: about }, content);
    if (!taken.ok) throw new RefusalError(taken.error);
    return timelines.open(await starts.wait(taken.clientId));
  }

  type Change = 'resolve-chat' | 'reopen-chat' | 'close-chat' | 'admin-assign' | 'transfer-chat' | 'accept-offer' | 'decline-offer';
  async function change(name: Change, payload: OneConversation & Transfer): Promise<Conversation> {
    const { conversation } = await connection.request(name, payload);
    learn(conversation);
    return conversations.get(conversation.id) ?? conversation;
  }

  return {
    side,
    rest,
    line: connection.line,
    presence: presence.customers,
    agents: presence.agents,
    conversations: conversations.all,
    unread: conversations.unread,
    outbox: outbox.state,
    starting,
    connect: () => {
      kept.begin();
      connection.open();
    },
    disconnect: () => {
      connection.close();
      kept.end();
    },
    emit: (name, payload) => connection.request(name, payload),
    on: (name, listener) => connection.on(name, listener),
    join,
    timeline: (id) => timelines.open(id),
    start,
    retryStart: (clientId) => outbox.retry(clientId),
    discardStart: (clientId) => outbox.discard(clientId),
    learn: (copies) => copies.forEach(learn),
    assign: (conversationId, agentId) =>
      change('admin-assign', agentId === undefined ? { conversationId } : { conversationId, agentId }),
    transfer: (conversationId, transfer) => change('transfer-chat', { conversationId, ...transfer }),
    acceptOffer: (conversationId) => change('accept-offer', { conversationId }),
    declineOffer: (conversationId) => change('decline-offer', { conversationId }),
    resolve: (conversationId) => change('resolve-chat', { conversationId }),
    reopen: (conversationId) => change('reopen-chat', { conversationId }),
    close: (conversationId) => change('close-chat', { conversationId }),
    setAvailability: async (availability) => void (await connection.request('set-availability', { availability })),
    watch: (ids) => {
      watched = ids.slice(0, WATCHED_MAX);
      if (connection.connected) watch();
    },
  };
}

function fetchOf({ fetch }: ClientOptions): Pick<ClientOptions, 'fetch'> {
  return fetch ? { fetch } : {};
}

/** Waits until a timeline shows something, or rejects with the reason why it never will. */
function untilReady(timeline: Timeline): Promise<Timeline> {
  return new Promise((resolve, reject) => {
    const stop = timeline.state.subscribe(look);
    function look(): void {
      const { status, refusal } = timeline.state.get();
      if (status === 'loading') return;
      stop();
      if (status === 'ready') resolve(timeline);
      else reject(new RefusalError(refusal ?? { code: 'not_found', message: 'This conversation cannot be shown.' }));
    }
    look();
  });
}
