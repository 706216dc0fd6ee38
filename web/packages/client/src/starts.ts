import type { ErrorBody } from '@deskbell/protocol';
import { RefusalError } from './errors';

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
