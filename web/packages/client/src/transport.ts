import type { ErrorBody, EventName, Events, Payload, Reply, RequestName } from '@deskbell/protocol';
import type { TokenSource } from './token';

/** What happens on a connection. */
export interface TransportListener {
  connected(): void;
  /** The line is gone, or an attempt to make it failed; the transport tries again by itself. */
  lost(): void;
  /** The server sent us away; nothing more is tried. */
  refused(error: ErrorBody): void;
  event<N extends EventName>(name: N, payload: Events[N]): void;
}

/** A connection that comes back by itself. */
export interface Transport {
  open(): void;
  close(): void;
  /** Tries at once instead of waiting for the next attempt. */
  hurry(): void;
  /** Rejects with `RefusalError`, or `LineError` when the line is down or no answer came in time. */
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>>;
}

/** Makes a connection that is not open yet. */
export type TransportFactory = (options: { url: string; token: TokenSource; listener: TransportListener }) => Transport;
