/**
 * The headless client: connection, outbox, timelines, receipts, typing, presence, unread counts. It knows no
 * page and no framework: clock, storage, network signals and the connection itself are handed in.
 *
 * Start reading at `api` (what an app holds), then `client` (how the parts are wired) with `agent` and `customer` on top, `timeline` and `outbox`.
 */
export type * from './api';
export { createClient } from './agent';
export { createCustomerClient } from './customer';
export { systemClock, type Clock } from './basics/clock';
export { newestFirst } from './conversations';
export { LineError, RefusalError } from './errors';
export type { Fetch, HttpOptions } from './rest/http';
export { FILES_MAX, checkFile, type FileLike } from './files/rules';
export type { FileAsk, FileWatch, PostFile } from './files/post';
export type { FileReading, OpenFile } from './files/reader';
export type { Locks } from './basics/locks';
export { cell, type Cell, type Observable } from './basics/observable';
export type { ClientOptions, CustomerOptions } from './options';
export type { DeskRest, StretchQuery, TranscriptFormat } from './rest/desk';
export { createCustomerRest, type ConversationQuery, type CustomerRest, type FileLink, type TimelineQuery } from './rest/customer';
export { createRest, type Rest } from './rest/rest';
export { bulkAtOnce, type ListsRest, type SearchQuery } from './rest/lists';
export type { AuditQuery, Collection, SettingsRest } from './rest/settings';
export { indexedDbStore } from './storage/indexeddb';
export { memoryStore } from './storage/memory';
export type { Store } from './storage/store';
export { MAX_CHARACTERS, checkContent, countCharacters } from './basics/text';
export { visitorIdentity, type TokenSource, type VisitorIdentity, type VisitorOptions } from './rest/token';
export { socketTransport, type Transport, type TransportFactory, type TransportListener } from './line/transport';
