/** What stands between some people and the server: a proxy that knows requests and answers and nothing else. */
import { createServer, request, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Hands requests on to `target`. An upgrade arrives there as a plain request, so that no WebSocket comes to be. */
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
