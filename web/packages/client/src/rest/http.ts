import { jittered, systemClock, type Clock } from '../basics/clock';
import { LineError, RefusalError } from '../errors';
import { carrying } from '../files/demand';
import type { FileWatch, PostFile } from '../files/post';
import type { FileLike } from '../files/rules';
import { parse, refusalOf } from './answers';

/** How long a server that is too busy is asked again before whoever asked is told. */
const PATIENCE_MS = 20_000;
/** The wait when it says later but not when. */
const LATER_MS = 2000;

/** The part of a fetch answer that is looked at. */
export interface HttpResponse {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

/** The part of `fetch` that is used. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; credentials: 'same-origin' | 'omit' },
) => Promise<HttpResponse>;

/** Parameters of a request's address; absent ones are left out. */
export type Query = Record<string, string | number | undefined>;

/** How to reach the REST door. */
export interface HttpOptions {
  /** The server's origin, `https://chat.example.com`. */
  url: string;
  /** The token each request carries; without it the browser's session cookie speaks. `fresh` is asked for after a 401. */
  bearer?: (ask: { fresh: boolean }) => Promise<string>;
  /** The platform's own when absent. */
  fetch?: Fetch;
  /** The device's own when absent. */
  clock?: Clock;
  /** Chance between 0 and 1; the platform's own when absent. */
  random?: () => number;
  /** Sends a file; the browser's own when absent. */
  postFile?: PostFile;
}

/**
 * Requests to `/api/v1`, with refusals as errors. A server that is too busy is asked again: it has done nothing, but
 * where its disk failed at that very moment, so what would be done twice is asked `once`.
 */
export interface Http {
  get<T>(path: string, query?: Query): Promise<T>;
  /** What may be done twice without harm. */
  send<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** What may not: whoever asked is told at once that the server is too busy. */
  once<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Sends one file, once: the same `key` again never makes a second one. */
  upload<T>(path: string, file: FileLike, key: string, watch: FileWatch): Promise<T>;
  /** Without saying who asks. */
  anonymous<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** With this very token, or as usual when it is absent. */
  as<T>(bearer: string | undefined, method: string, path: string): Promise<T>;
  /** What the writes of a session cookie carry from now on. */
  useCsrf(token: string): void;
}

/** Opens the door; no request is made yet. */
export function createHttp(options: HttpOptions): Http {
  const fetch: Fetch = options.fetch ?? (globalThis as unknown as { fetch: Fetch }).fetch.bind(globalThis);
  const { clock = systemClock, random = Math.random } = options;
  const base = `${options.url.replace(/\/+$/, '')}/api/v1/`;
  let csrf: string | null = null;

  async function patiently<T>(...request: Parameters<typeof once>): Promise<T> {
    const until = clock.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await once<T>(...request);
      } catch (error) {
        if (!(error instanceof RefusalError) || error.code !== 'overloaded') throw error;
        const wait = jittered(error.retryAfterMs ?? LATER_MS, random);
        if (clock.now() + wait > until) throw error;
        await new Promise<void>((resolve) => void clock.after(wait, resolve));
      }
    }
  }

  async function once<T>(method: string, path: string, token: string | undefined, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    else if (csrf !== null && method !== 'GET') headers['x-csrf-token'] = csrf;
    const init = { method, headers, credentials: token === undefined ? ('same-origin' as const) : ('omit' as const) };
    const response = await fetch(base + path, body === undefined ? init : { ...init, body: JSON.stringify(body) }).catch(
      () => {
        throw new LineError('down');
      },
    );
    const text = await response.text().catch(() => {
      throw new LineError('down');
    });
    if (response.ok) return (text === '' ? undefined : parse(text)) as T;
    throw refusalOf(response.status, text);
  }

  async function usual<T>(ask: typeof once, method: string, path: string, body?: unknown): Promise<T> {
    if (!options.bearer) return ask(method, path, undefined, body);
    try {
      return await ask(method, path, await options.bearer({ fresh: false }), body);
    } catch (error) {
      if (!(error instanceof RefusalError) || error.code !== 'unauthorized') throw error;
      return ask(method, path, await options.bearer({ fresh: true }), body);
    }
  }

  return {
    get: (path, query) => usual(patiently, 'GET', path + search(query)),
    send: (method, path, body) => usual(patiently, method, path, body),
    once: (method, path, body) => usual(once, method, path, body),
    upload: async (path, ...what) => {
      const { bearer, postFile } = options;
      return (await carrying()).uploadTo({ url: base + path, bearer, postFile, csrf }, ...what);
    },
    anonymous: (method, path, body) => patiently(method, path, undefined, body),
    as: (bearer, method, path) =>
      bearer === undefined ? usual(patiently, method, path) : patiently(method, path, bearer),
    useCsrf: (token) => {
      csrf = token;
    },
  };
}

function search(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
