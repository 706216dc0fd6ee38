import type { Entry, ErrorBody } from '@deskbell/protocol';
import type { Pending } from '../api';

/** A text on its way, as it is kept on the device. */
export interface OutboxItem {
  readonly clientId: string;
  /** Null until its conversation is made: see `start`. */
  readonly conversationId: string | null;
  /** For a first message: where and about what its conversation is to be. */
  readonly start?: { readonly inboxId?: string; readonly subject?: string };
  readonly kind: 'message' | 'note';
  readonly content: string;
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
}

/** The queue an item waits in: one for each conversation, and one for each that is to be made. */
export function laneOf(item: OutboxItem): string {
  return item.conversationId ?? `start:${item.start?.inboxId ?? ''}`;
}

/** The item as a screen shows it. */
export function pendingOf(item: OutboxItem, moving: boolean): Pending {
  const { clientId, content, kind, refusal } = item;
  const at = new Date(item.order).toISOString();
  if (refusal) return { clientId, content, kind, at, state: 'refused', refusal };
  return { clientId, content, kind, at, state: moving ? 'sending' : 'waiting' };
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
