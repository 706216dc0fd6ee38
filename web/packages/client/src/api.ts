/** The public face: what an app holds in its hands. */
import type {
  AgentPresence,
  Availability,
  Conversation,
  CustomerPresence,
  Entry,
  ErrorBody,
  EventName,
  Events,
  Participant,
  Payload,
  ReceiptState,
  Reply,
  RequestName,
  SetContext,
  Transfer,
} from '@deskbell/protocol';
import type { Observable } from './basics/observable';
import type { FileReading } from './files/reader';
import type { FileLike } from './files/rules';
import type { CustomerRest } from './rest/customer';
import type { Rest } from './rest/rest';

/** Which side of the desk this client sits on. */
export type Side = 'customer' | 'agent';

/**
 * The state of the line to the server.
 * - `connecting`: not connected yet, the first attempt is under way.
 * - `connected`: requests and events travel.
 * - `reconnecting`: the line was lost or could not be made; it is tried again by itself.
 * - `offline`: nothing is tried: the device has no network, the app called `disconnect`, or the server refused
 *   (then `refusal` says why and only `connect` tries again).
 */
export interface Line {
  readonly state: 'connecting' | 'connected' | 'reconnecting' | 'offline';
  /** When this state began, in milliseconds since 1970. */
  readonly since: number;
  /** Why the server sent us away; null in every other case. */
  readonly refusal: ErrorBody | null;
}

/** How far a message of one's own side has got. `sent` means on the server's disk. */
export type Mark = 'sent' | 'delivered' | 'read';

/** A message or note that is not in the timeline yet. */
export interface Pending {
  readonly clientId: string;
  readonly content: string;
  readonly kind: 'message' | 'note';
  /** `sending`: on its way. `waiting`: kept until the line is back. `refused`: see `refusal`; retry or discard. */
  readonly state: 'sending' | 'waiting' | 'refused';
  readonly refusal?: ErrorBody;
  /** When it was written, RFC 3339. */
  readonly at: string;
  /** What it carries, when it carries something. The same array until something about them changes. */
  readonly files?: readonly PendingFile[];
}

/** A file of a message on its way. */
export interface PendingFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** `waiting`: not begun or begun again later. `uploaded`: the server has it. `refused`: see `refusal`. */
  readonly state: 'waiting' | 'uploading' | 'uploaded' | 'refused';
  /** How much has left, between 0 and 1. */
  readonly share: number;
  /** The file itself, to show it; null while it is read from the disk, or when it is gone. */
  readonly file: FileLike | null;
  /** This device could not keep it: it is gone after a reload. */
  readonly fleeting: boolean;
  readonly refusal?: ErrorBody;
}

/** An entry as the timeline shows it. */
export interface EntryItem {
  /** Stays the same when a pending message becomes an entry: use it as the list's key. */
  readonly key: string;
  readonly entry: Entry;
  /** Written or caused by this very person. */
  readonly own: boolean;
  /** On messages of one's own side. */
  readonly mark?: Mark;
  readonly pending?: undefined;
}

/** A message on its way as the timeline shows it, always own and always after the entries. */
export interface PendingItem {
  readonly key: string;
  readonly pending: Pending;
  readonly own: true;
  readonly entry?: undefined;
}

/** One line of the timeline. */
export type TimelineItem = EntryItem | PendingItem;

/** Everything a screen needs to show one conversation. A new object after each change, else the same. */
export interface TimelineState {
  readonly conversation: Conversation | null;
  /** Ascending by seq, without gaps, then what is on its way. Unchanged items are the same objects. */
  readonly items: readonly TimelineItem[];
  /** There are entries before the first one shown. */
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  /** As many entries are held as memory allows; `loadEarlier` does nothing more. */
  readonly full: boolean;
  /** `missing`: there is no such conversation for this person. `error`: see `refusal`. */
  readonly status: 'loading' | 'ready' | 'missing' | 'error';
  readonly refusal: ErrorBody | null;
  /** Others who are typing now. */
  readonly typing: readonly Participant[];
  /** Messages of others after `ownReadSeq`. */
  readonly unread: number;
  readonly ownReadSeq: number;
  /** The first message of others after `ownReadSeq` among the items; null when there is none. */
  readonly firstUnreadSeq: number | null;
  /** How far each of the others has got. */
  readonly receipts: readonly ReceiptState[];
}

/** Whether what was written has been taken into the outbox. When not, the composer keeps its text. */
export type Taken = { readonly ok: true; readonly clientId: string } | { readonly ok: false; readonly error: ErrorBody };

/** One open conversation. It stays open while somebody watches `state`, and resumes by itself. */
export interface Timeline {
  readonly conversationId: string;
  readonly state: Observable<TimelineState>;
  /**
   * Keeps a message with its files and sends it as soon as possible; it shows at once. With files the text may be
   * empty. Ask `checkFile` before: what the server would refuse is refused only after it was uploaded.
   */
  send(content: string, files?: readonly FileLike[]): Taken;
  /** The same for an internal note; `mentions` are the ids of the colleagues it names. */
  note(content: string, mentions?: readonly string[]): Taken;
  /** Sends a refused or waiting one now. */
  retry(clientId: string): void;
  /** Takes one that is not sent out of the timeline and gives its text back; null when it is gone already. */
  discard(clientId: string): string | null;
  /** Call on each keystroke: the other side is told at most every two seconds. */
  typing(): void;
  /** Call when the composer is emptied or left. Sending does it by itself. */
  stopTyping(): void;
  /** Everything up to this seq was on screen. */
  markRead(upToSeq: number): void;
  /** Loads the page before the first entry; false when that failed. A second call while one is under way does nothing. */
  loadEarlier(): Promise<boolean>;
  /** Loads as many pages as it takes until this entry is here; false when it lies too far back, or when that failed. */
  reach(seq: number): Promise<boolean>;
  /** Nobody shows it any more; otherwise that is found out by itself, a little later. */
  leave(): void;
}

/** What waits in the outbox of this person. */
export interface OutboxState {
  /** Messages not on the server yet, refused ones included. */
  readonly count: number;
  /** False when storage is denied: what waits is gone after a reload. */
  readonly durable: boolean;
}

/** Open a conversation by id, or (customers) the live chat of an inbox, made if there is none. */
export interface Join {
  conversationId?: string;
  inboxId?: string;
  subject?: string;
}

/** A first message that waits for its conversation to be made. */
export interface Start {
  inboxId?: string;
  subject?: string;
  content: string;
  files?: readonly FileLike[];
}

/** A connection to Deskbell as one person: what both sides of the desk do. */
export interface BaseClient {
  readonly side: Side;
  readonly rest: CustomerRest;
  readonly line: Observable<Line>;
  /** Customers: who is there. Null until known. */
  readonly presence: Observable<CustomerPresence | null>;
  /** All conversations heard of, by id: from events, joins and `learn`. */
  readonly conversations: Observable<ReadonlyMap<string, Conversation>>;
  /** Unread messages over all of them, from one's own cursors. */
  readonly unread: Observable<number>;
  readonly outbox: Observable<OutboxState>;
  /** How files are read by those who show them; fetched when it is first asked for. */
  fileReading(): Promise<FileReading>;
  /** First messages whose conversation could not be made yet, or was refused. */
  readonly starting: Observable<readonly Pending[]>;
  /** Opens the line and keeps it open. */
  connect(): void;
  /** Closes the line; what waits stays kept. Call it before another person signs in. */
  disconnect(): void;
  /** Asks the server. Rejects with `RefusalError` when it refuses and `LineError` when it cannot be reached. */
  emit<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>>;
  /** Hears every event of a name until the returned function is called. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
  /** Opens a conversation and waits until its newest entries are there. */
  join(join: Join): Promise<Timeline>;
  /** Opens a conversation; its state says when it is ready. The same object while it stays open. */
  timeline(conversationId: string): Timeline;
  /** Customers: keeps a first message, makes the live chat when the line allows, and sends it there. */
  start(start: Start): Promise<Timeline>;
  /** Sends a refused first message again. */
  retryStart(clientId: string): void;
  /** Drops a first message and gives its text back. */
  discardStart(clientId: string): string | null;
  /** Puts conversations that came by REST beside those heard of live; older copies are ignored. */
  learn(conversations: readonly Conversation[]): void;
}

/** Where a conversation that waits stands in the line. */
export interface Place {
  /** 1 for who is next. */
  readonly position: number;
  /** Null where too little is known to say. */
  readonly estimatedWaitMs: number | null;
}

/** A customer's connection: it carries nothing of the desk. */
export interface CustomerClient extends BaseClient {
  /** Where one's conversations stand in the line, by id; empty while there is no connection. */
  readonly places: Observable<ReadonlyMap<string, Place>>;
  /** Says on which page one is, and again after each reconnect. */
  setContext(context: SetContext): void;
}

/** A connection with the whole REST door and everything that agents do. */
export interface Client extends BaseClient {
  readonly rest: Rest;
  /** Every colleague by id. */
  readonly agents: Observable<ReadonlyMap<string, AgentPresence>>;
  /** Gives a conversation to an agent, to oneself when absent. */
  assign(conversationId: string, agentId?: string): Promise<Conversation>;
  /** Gives it to an agent or a team, with a note for colleagues. */
  transfer(conversationId: string, transfer: Transfer): Promise<Conversation>;
  /** Takes what is held out to oneself. */
  acceptOffer(conversationId: string): Promise<Conversation>;
  /** Lets it go on to the next. */
  declineOffer(conversationId: string): Promise<void>;
  resolve(conversationId: string): Promise<Conversation>;
  reopen(conversationId: string): Promise<Conversation>;
  close(conversationId: string): Promise<Conversation>;
  setAvailability(availability: Availability): Promise<void>;
  /** Says which rows the list shows, so that only they are updated; said again after each reconnect. */
  watch(conversationIds: readonly string[]): void;
}
