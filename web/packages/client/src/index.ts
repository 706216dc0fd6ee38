/**
 * The headless client: connection, outbox, timelines, receipts, typing, presence, unread counts. It knows no
 * page and no framework: clock, storage, network signals and the connection itself are handed in.
 *
 * Start reading at `api` (what an app holds), then `client` (how the parts are wired), `timeline` and `outbox`.
 */
import type { Client } from './api';
import type { ClientOptions } from './options';

export type * from './api';
export type { Clock } from './clock';
export { LineError, RefusalError } from './errors';
export type { Fetch, HttpOptions } from './http';
export type { Locks } from './locks';
export { cell, type Cell, type Observable } from './observable';
export type { ClientOptions } from './options';
export { createRest, type ConversationQuery, type Rest, type TimelineQuery } from './rest';
export type { Store } from './storage/store';
export type { TokenSource } from './token';
export type { Transport, TransportFactory, TransportListener } from './transport';

/** Makes a client; `connect` opens the line. */
export declare function createClient(options: ClientOptions): Client;
