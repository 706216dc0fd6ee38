import type { Ack, ErrorBody, EventName, Events, Payload, Reply, RequestName } from '@deskbell/protocol';
import { io, type Socket } from 'socket.io-client';
import { systemClock } from '../basics/clock';
import { LineError, RefusalError, bodyOf } from '../errors';
import type { TokenSource } from '../rest/token';

/** How long an answer may take before the request counts as unheard. */
const ANSWER_MS = 10_000;
/** How long one attempt to connect may take. */
const CONNECT_MS = 15_000;
/** The wait after the first and the longest after many failures in a row to get a token. */
const TOKEN_WAIT_MS = [500, 10_000] as const;

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

/** What a connection is made of. */
export interface TransportOptions {
  /** The server's origin. */
  url: string;
  token: TokenSource;
  listener: TransportListener;
}

/** Makes a connection that is not open yet. */
export type TransportFactory = (options: TransportOptions) => Transport;

/** A way to carry a connection. */
export type Carrier = 'websocket' | 'polling';

/**
 * The connection over socket.io-client, by the first of `carriers` that works. Reconnecting, with exponential
 * backoff and jitter, is its business; nothing is buffered here while the line is down.
 */
export const socketTransportBy =
  (...carriers: Carrier[]): TransportFactory =>
  (options) =>
    connectBy(carriers, options);

/** A page from which WebSocket was taken: socket.io-client would wait for it until its time is up. */
const isPageWithoutWebSocket = () => 'XMLHttpRequest' in globalThis && !Reflect.get(globalThis, 'WebSocket');

/** The connection over socket.io-client: websocket first, and polling where that is not to be had. */
export const socketTransport: TransportFactory = (options) =>
  connectBy(isPageWithoutWebSocket() ? ['polling'] : ['websocket', 'polling'], options);

function connectBy(carriers: readonly Carrier[], { url, token, listener }: TransportOptions): Transport {
  let renewing = false;
  let tokenFailures = 0;
  const socket: Socket = io(`${url.replace(/\/+$/, '')}/chat`, {
    path: '/socket.io/',
    transports: [...carriers],
    tryAllTransports: true,
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    timeout: CONNECT_MS,
    auth: (give: (auth: { token: string }) => void) => void authenticate(give),
  });

  async function authenticate(give: (auth: { token: string }) => void): Promise<void> {
    const { engine } = socket.io;
    try {
      const given = await token({ fresh: renewing });
      tokenFailures = 0;
      // The line may have been lost meanwhile; the next one asks for itself.
      if (socket.io.engine === engine) give({ token: given });
    } catch (error) {
      if (error instanceof RefusalError) sentAway(bodyOf(error));
      else {
        const wait = Math.min(TOKEN_WAIT_MS[0] * 2 ** tokenFailures, TOKEN_WAIT_MS[1]);
        tokenFailures += 1;
        systemClock.after(wait, () => engine.close());
      }
    }
  }

  function sentAway(error: ErrorBody): void {
    socket.disconnect();
    listener.refused(error);
  }

  socket.on('connect', () => {
    renewing = false;
    listener.connected();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') sentAway({ code: 'forbidden', message: 'The server has ended this connection.' });
    else if (reason !== 'io client disconnect') listener.lost();
  });
  socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
    if (socket.active) {
      // Some networks swallow websockets without a word: after silence, polling goes first.
      if (error.message === 'timeout') socket.io.opts.transports = [...carriers].reverse();
      listener.lost();
    } else if (error.data?.code === 'unauthorized' && !renewing) {
      renewing = true;
      socket.connect();
    } else {
      renewing = false;
      listener.refused(error.data ?? { code: 'not_found', message: error.message });
    }
  });
  socket.onAny((name: EventName, payload: Events[EventName]) => listener.event(name, payload));

  return {
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    hurry: () => {
      if (!socket.connected) socket.disconnect().connect();
    },
    request: <N extends RequestName>(name: N, payload: Payload<N>) =>
      new Promise<Reply<N>>((resolve, reject) => {
        if (!socket.connected) return reject(new LineError('down'));
        socket.timeout(ANSWER_MS).emit(name, payload, (silence: Error | null, ack: Ack<N> | undefined) => {
          if (silence) reject(new LineError(socket.connected ? 'timeout' : 'down'));
          else if (ack?.ok) resolve(ack);
          else reject(new RefusalError(ack?.error ?? { code: 'invalid', message: 'The server did not understand.' }));
        });
      }),
  };
}
