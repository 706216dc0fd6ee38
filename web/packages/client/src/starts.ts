import type { ErrorBody, History, JoinChat } from '@deskbell/protocol';
import { RefusalError } from './errors';
import type { OutboxItem } from './outbox/item';
import type { CustomerRest } from './rest/customer';

interface Waiting {
  resolve(conversationId: string): void;
  reject(error: RefusalError): void;
}

/** Who waits in this page for the conversation of a first message. */
export class Starts {
  readonly #waiting = new Map<string, Waiting>();

  /** Resolves with the conversation's id; rejects when it is refused or the message is discarded. */
  wait(clientId: string): Promise<string> {
    return new Promise((resolve, reject) => this.#waiting.set(clientId, { resolve, reject }));
  }

  /** The conversation is there. */
  started(clientId: string, conversationId: string): void {
    this.#waiting.get(clientId)?.resolve(conversationId);
    this.#waiting.delete(clientId);
  }

  /** There will be none for now. */
  notStarted(clientId: string, error: ErrorBody | null): void {
    const gone = { code: 'not_found', message: 'This message was taken back before it was sent.' };
    this.#waiting.get(clientId)?.reject(new RefusalError(error ?? gone));
    this.#waiting.delete(clientId);
  }
}

/** The ids of what a message carries, when it carries something. */
export function carried(files: OutboxItem['files']): { attachmentIds?: string[] } {
  const attachmentIds = files?.flatMap(({ attachment }) => attachment?.id ?? []) ?? [];
  return attachmentIds.length > 0 ? { attachmentIds } : {};
}

/** How a customer's conversation is found or made. */
export interface Opener {
  join(join: JoinChat): Promise<History>;
  readonly rest: Pick<CustomerRest, 'startConversation'>;
}

/**
 * The conversation in which a first message belongs: the live chat, made where there is none; but a resolved one is
 * left to rest, and a new one begins. May be asked again when an answer was lost, for the message's `clientId`
 * makes the second sending harmless. The history is there where the conversation has been joined.
 */
export async function openFor(item: OutboxItem, { join, rest }: Opener): Promise<[id: string, joined: History | null]> {
  const history = await join(item.start ?? {});
  if (history.conversation.status !== 'resolved') return [history.conversation.id, history];
  const { content: message, clientId, start, files } = item;
  try {
    const { conversation } = await rest.startConversation({ ...start, message, clientId, ...carried(files) });
    return [conversation.id, null];
  } catch (error) {
    if (!(error instanceof RefusalError) || error.code !== 'conflict') throw error;
    // It was made after all, by the attempt whose answer was lost or in another tab.
    const made = await join(start ?? {});
    return [made.conversation.id, made];
  }
}
