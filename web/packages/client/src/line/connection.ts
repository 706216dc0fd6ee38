import type { EventName, Events, Payload, Reply, RequestName } from '@deskbell/protocol';
import type { Line } from '../api';
import { jittered, type Clock } from '../basics/clock';
import { LineError, RefusalError, ignoreFailure, passesWithTime } from '../errors';
import { LineState } from './line';
import type { Observable } from '../basics/observable';
import type { ClientOptions } from '../options';
import { socketTransport, type Transport } from './transport';

/** The wait before asking again after no answer, and after "later" without a time. */
const AGAIN_MS = 2000;

type Listener<N extends EventName> = (payload: Events[N]) => void;

/** The transport with the state of its line, those who listen, and the token that keeps it alive. */
export class Connection {
  readonly #transport: Transport;
  readonly #state: LineState;
  readonly #token: ClientOptions['token'];
  readonly #listeners = new Map<EventName, Set<Listener<never>>>();
  readonly #lineListeners = new Set<(connected: boolean) => void>();

  constructor(
    options: Pick<ClientOptions, 'url' | 'token' | 'online' | 'connect'>,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {
    const { url, token, online, connect = socketTransport } = options;
    this.#token = token;
    this.#state = new LineState(clock, online?.get() ?? true);
    this.#transport = connect({
      url,
      token,
      listener: {
        connected: () => this.#take({ type: 'connected' }),
        lost: () => this.#take({ type: 'lost' }),
        refused: (error) => this.#take({ type: 'refused', error }),
        event: (name, payload) => this.#tell(name, payload),
      },
    });
    online?.subscribe(() => {
      this.#take({ type: 'network', online: online.get() });
      if (online.get() && this.line.get().state !== 'offline') this.#transport.hurry();
    });
    this.on('token-expiring', () => ignoreFailure(this.#renew()));
  }

  /** What the app watches. */
  get line(): Observable<Line> {
    return this.#state.line;
  }

  /** Whether requests travel. */
  get connected(): boolean {
    return this.#state.connected;
  }

  /** Opens the line and keeps it open. */
  open(): void {
    this.#take({ type: 'opened' });
    this.#transport.open();
  }

  /** Closes the line until it is opened again. */
  close(): void {
    this.#transport.close();
    this.#take({ type: 'closed' });
  }

  /** Asks once; see `Transport.request`. */
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>> {
    return this.connected ? this.#transport.request(name, payload) : Promise.reject(new LineError('down'));
  }

  /** Asks until there is an answer, through lost lines and busy servers. Only for what may be asked twice. */
  async patiently<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>> {
    for (;;) {
      await this.#untilConnected();
      try {
        return await this.request(name, payload);
      } catch (error) {
        const refused = error instanceof RefusalError;
        if (refused && !passesWithTime(error)) throw error;
        await this.#pause((refused ? error.retryAfterMs : null) ?? AGAIN_MS);
      }
    }
  }

  /** Hears an event until the returned function is called. */
  on<N extends EventName>(name: N, listener: Listener<N>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Hears when requests begin and cease to travel. */
  onLine(listener: (connected: boolean) => void): void {
    this.#lineListeners.add(listener);
  }

  #take(signal: Parameters<LineState['take']>[0]): void {
    const before = this.connected;
    this.#state.take(signal);
    if (this.connected !== before) for (const listener of this.#lineListeners) listener(this.connected);
  }

  #tell<N extends EventName>(name: N, payload: Events[N]): void {
    const listeners = this.#listeners.get(name) as Set<Listener<N>> | undefined;
    for (const listener of [...(listeners ?? [])]) listener(payload);
  }

  /** Where this fails, the server closes the line at the token's end and the next one asks for a token itself. */
  async #renew(): Promise<void> {
    await this.request('refresh-token', { token: await this.#token({ fresh: true }) });
  }

  #untilConnected(): Promise<void> {
    if (this.connected) return Promise.resolve();
    return new Promise((resolve) => {
      const listener = (connected: boolean) => {
        if (!connected) return;
        this.#lineListeners.delete(listener);
        resolve();
      };
      this.#lineListeners.add(listener);
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(jittered(ms, this.random), resolve));
  }
}
