import type { Entry, ErrorBody } from '@deskbell/protocol';
import type { Pending, PendingFile } from '../api';
import { newId } from '../basics/ids';
import type { KeptFile } from '../files/freight';
import type { FileLike } from '../files/rules';

/** A text on its way, as it is kept on the device. */
export interface OutboxItem {
  readonly clientId: string;
  /** Null until its conversation is made: see `start`. */
  readonly conversationId: string | null;
  /** For a first message: where and about what its conversation is to be. */
  readonly start?: { readonly inboxId?: string; readonly subject?: string };
  readonly kind: 'message' | 'note';
  readonly content: string;
  /** What it carries. */
  readonly files?: readonly KeptFile[];
  /** Notes: the ids of the colleagues it names. */
  readonly mentions?: readonly string[];
  /** When it was written, in milliseconds since 1970, made unique: the order of sending. */
  readonly order: number;
  /** The tab that sends it. */
  readonly owner: string;
  /** Why the server would not have it. It stays until somebody retries or discards it. */
  readonly refusal?: ErrorBody;
}

/** What this tab knows of an item beside what is kept. */
export interface Live {
  item: OutboxItem;
  /** On the device's disk; before that it is not sent. */
  kept: boolean;
  /** The server has it; it stays until it stands in the timeline. */
  acked: Entry | null;
  /** Its files are on their way: until they are there, it can be taken back. */
  loading: boolean;
  /** Somebody took it back. */
  stopped: boolean;
  /** Its files as they were shown last. */
  files: readonly PendingFile[];
}

/** A file as it is kept beside its message. */
export const keptOf = ({ name, type, size }: FileLike): KeptFile => ({ id: newId(), name, type, size, attempt: 0 });

/** An item as this tab begins with it. */
export const liveOf = (item: OutboxItem, kept: boolean): Live => ({ item, kept, acked: null, loading: false, stopped: false, files: [] });

/** The queue an item waits in: one for each conversation, and one for each that is to be made. */
export function laneOf(item: OutboxItem): string {
  return item.conversationId ?? `start:${item.start?.inboxId ?? ''}`;
}

/** The item as a screen shows it. */
export function pendingOf({ item, files: shown }: Live, moving: boolean): Pending {
  const { clientId, content, kind, refusal } = item;
  const files = shown.length > 0 ? { files: shown } : {};
  const at = new Date(item.order).toISOString();
  if (refusal) return { clientId, content, kind, at, state: 'refused', refusal, ...files };
  return { clientId, content, kind, at, state: moving ? 'sending' : 'waiting', ...files };
}

/** Whether something found in storage is an item; what an older version left behind is not guessed at. */
export function isItem(value: unknown): value is OutboxItem {
  const item = value as Partial<OutboxItem> | null;
  return (
    typeof item === 'object' &&
    item !== null &&
    typeof item.clientId === 'string' &&
    typeof item.content === 'string' &&
    typeof item.order === 'number' &&
    typeof item.owner === 'string' &&
    (item.kind === 'message' || item.kind === 'note') &&
    (typeof item.conversationId === 'string' || item.conversationId === null)
  );
}
