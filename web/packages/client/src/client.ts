import type { Conversation, EventName, Events } from '@deskbell/protocol';
import type { BaseClient, Join, Pending, Start, Timeline } from './api';
import { systemClock } from './basics/clock';
import { Connection } from './line/connection';
import { Conversations } from './conversations';
import { RefusalError } from './errors';
import { newId } from './basics/ids';
import { cell } from './basics/observable';
import type { ClientOptions } from './options';
import { carrying } from './files/demand';
import { KeptItems } from './outbox/kept';
import { Outbox } from './outbox/outbox';
import { Presence } from './people/presence';
import type { FileReading } from './files/reader';
import type { CustomerRest } from './rest/customer';
import type { HttpOptions } from './rest/http';
import { Starts, carried, openFor } from './starts';
import { indexedDbStore } from './storage/indexeddb';
import { MAX_CHARACTERS } from './basics/text';
import { Timelines } from './timeline/registry';

/** The parts of a client that one side of the desk builds on. */
export interface Parts<R extends CustomerRest> {
  readonly connection: Connection;
  readonly presence: Presence;
  /** What both sides do, over this side's REST door. */
  readonly base: BaseClient & { readonly rest: R };
  learn(conversation: Conversation): void;
  /** The newest copy that is known. */
  known(id: string): Conversation | null;
}

/** Each part knows one idea, and here they are introduced to each other. */
export function assemble<R extends CustomerRest>(options: ClientOptions<R>, openRest: (options: HttpOptions) => R): Parts<R> {
  const { side, clock = systemClock, random = Math.random, store = indexedDbStore() } = options;
  const rest = options.rest ?? openRest({ url: options.url, bearer: options.token, clock, random, ...platformOf(options) });
  const connection = new Connection(options, clock, random);
  const presence = new Presence();
  const starts = new Starts();
  const starting = cell<readonly Pending[]>([]);
  const tab = newId();
  const person = `${side}/${options.person}`;
  const kept = new KeptItems(store, person, tab, options.locks);
  let reading: Promise<FileReading> | null = null;
  const conversations = new Conversations((id) => timelines.of(id)[0]?.window ?? null);

  const outbox: Outbox = new Outbox({
    kept,
    store,
    clock,
    random,
    tab,
    maxCharacters: options.maxCharacters ?? MAX_CHARACTERS,
    loads: async (changed) => new (await carrying()).Loads(store, person, rest, changed),
    post: {
      connected: () => connection.connected,
      open: async (item) => {
        const [id, joined] = await openFor(item, { rest, join: (join) => connection.request('join-chat', join) });
        return timelines.open(id, joined).conversationId;
      },
      send: async ({ kind, conversationId, clientId, content, mentions, files }) => {
        const text = { conversationId, clientId, content, ...carried(files) };
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
  connection.on('presence', (event) => presence.take(event));
  each('typing', (timeline, event) => timeline.typed(event, true));
  each('stop-typing', (timeline, event) => timeline.typed(event, false));
  each('message-status', (timeline, event) => timeline.receipt(event));
  connection.onLine((connected) => {
    // Joins go first, so that what was missed is there before what waits is acknowledged.
    timelines.line(connected);
    if (connected) outbox.connected();
    else outbox.disconnected();
  });
  outbox.load();

  async function join({ conversationId, ...start }: Join): Promise<Timeline> {
    if (conversationId !== undefined) return untilReady(timelines.open(conversationId));
    const history = await connection.patiently('join-chat', start);
    return timelines.open(history.conversation.id, history);
  }

  async function start({ content, files = [], ...about }: Start): Promise<Timeline> {
    const taken = outbox.take({ conversationId: null, kind: 'message', start: about }, content, files);
    if (!taken.ok) throw new RefusalError(taken.error);
    return timelines.open(await starts.wait(taken.clientId));
  }

  const base = {
    side,
    rest,
    line: connection.line,
    presence: presence.customers,
    conversations: conversations.all,
    unread: conversations.unread,
    outbox: outbox.state,
    starting,
    fileReading: () => {
      reading ??= carrying().then(({ FileReading }) => new FileReading(options.url, options.token));
      reading.catch(() => (reading = null));
      return reading;
    },
    connect: () => {
      kept.begin();
      connection.open();
    },
    disconnect: () => {
      connection.close();
      kept.end();
    },
    emit: connection.request.bind(connection),
    on: connection.on.bind(connection),
    join,
    timeline: (id: string) => timelines.open(id),
    start,
    retryStart: (clientId: string) => outbox.retry(clientId),
    discardStart: (clientId: string) => outbox.discard(clientId),
    learn: (copies: readonly Conversation[]) => copies.forEach(learn),
  } satisfies BaseClient;
  return { connection, presence, base, learn, known: (id) => conversations.get(id) };
}

function platformOf({ fetch, postFile }: Pick<HttpOptions, 'fetch' | 'postFile'>): Pick<HttpOptions, 'fetch' | 'postFile'> {
  return { ...(fetch ? { fetch } : {}), ...(postFile ? { postFile } : {}) };
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
