/** What stands between some people and the server. */
import { once } from 'node:events';
import { createServer, request, type Server as HttpServer } from 'node:http';
import { connect, createServer as createListener, type AddressInfo, type Server as Listener, type Socket } from 'node:net';

/** A proxy that knows requests and answers and nothing else. An upgrade arrives there as a plain request, so that no WebSocket comes to be. */
export class Proxy {
  readonly #http: HttpServer;

  private constructor(http: HttpServer) {
    this.#http = http;
  }

  static async before(target: string): Promise<Proxy> {
    const http = createServer((asked, answered) => {
      const headers = { ...asked.headers };
      for (const name of ['upgrade', 'connection']) delete headers[name];
      const handed = request(new URL(asked.url ?? '/', target), { method: asked.method, headers }, (answer) => {
        answered.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(answered);
      });
      handed.on('error', () => answered.destroy());
      answered.on('close', () => handed.destroy());
      asked.pipe(handed);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return new Proxy(http);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, 'close');
  }
}

/** A line that may go deaf: what is said still arrives, and no answer ever comes back. Nobody is told. */
export class Cable {
  readonly #listener: Listener;
  readonly #ends = new Set<Socket>();
  #deaf = false;

  private constructor(listener: Listener) {
    this.#listener = listener;
  }

  static async before(target: string): Promise<Cable> {
    const { hostname, port } = new URL(target);
    const listener = createListener();
    const cable = new Cable(listener);
    listener.on('connection', (near) => cable.#join(near, connect(Number(port), hostname)));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  goDeaf(): void {
    this.#deaf = true;
  }

  /** New connections hear again; the deaf ones are gone. */
  heal(): void {
    this.#deaf = false;
    for (const end of this.#ends) end.destroy();
  }

  async close(): Promise<void> {
    this.heal();
    this.#listener.close();
    await once(this.#listener, 'close');
  }

  #join(near: Socket, far: Socket): void {
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!this.#deaf) near.write(chunk);
    });
    for (const [end, other] of [[near, far], [far, near]] as const) {
      this.#ends.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
    }
  }
}
