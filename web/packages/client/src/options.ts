import type { Side } from './api';
import type { Clock } from './basics/clock';
import type { PostFile } from './files/post';
import type { Fetch } from './rest/http';
import type { Locks } from './basics/locks';
import type { Observable } from './basics/observable';
import type { CustomerRest } from './rest/customer';
import type { Rest } from './rest/rest';
import type { Store } from './storage/store';
import type { TokenSource } from './rest/token';
import type { TransportFactory } from './line/transport';

/** What a client is made of. Whatever is left out is the platform's own. */
export interface ClientOptions<R extends CustomerRest = Rest> {
  /** The server's origin, `https://chat.example.com`. */
  url: string;
  side: Side;
  /** Who is signed in, by any name that stays the same: texts on their way are kept under it. */
  person: string;
  /** Gives the token; asked before each connection, and with `fresh` when the last one ends or was refused. */
  token: TokenSource;
  /** Where texts on their way are kept. IndexedDB when absent. */
  store?: Store;
  /** The REST door. When absent, one that carries the same token. */
  rest?: R;
  /** Whether the device has a network; always true when absent. */
  online?: Observable<boolean>;
  /** The browser's `navigator.locks`, so that two tabs do not send the same text. */
  locks?: Locks;
  clock?: Clock;
  /** Between 0 and 1. */
  random?: () => number;
  fetch?: Fetch;
  /** Sends a file; the browser's own when absent. */
  postFile?: PostFile;
  /** Makes the connection; socket.io-client when absent. */
  connect?: TransportFactory;
  /** Characters (Unicode scalar values) a message may have; 5000 when absent. */
  maxCharacters?: number;
}

/** The same for a customer's page. */
export type CustomerOptions = ClientOptions<CustomerRest>;
