/** What somebody asks over REST, beside what is done on screens. */

/** Somebody's way to the server, by their token. */
export class Rest {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.#asks('GET', path);
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.#asks('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#asks('PATCH', path, body);
  }

  async #asks<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
