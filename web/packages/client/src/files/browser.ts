/** A file's way out of a browser: `fetch` cannot say how far an upload is, so this is an older request. */
import type { PostFile } from './post';

/** A request of which nothing has moved for this long is given up, and made again. */
const STALLED_MS = 45_000;

interface Request {
  withCredentials: boolean;
  readonly status: number;
  readonly responseText: string;
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: unknown): void;
  abort(): void;
}
interface Form {
  append(name: string, value: unknown, fileName: string): void;
}
interface Platform {
  XMLHttpRequest: new () => Request;
  FormData: new () => Form;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** Sends a file from a page. */
export const postFromPage: PostFile = ({ url, headers, cookies, file }, watch) =>
  new Promise((resolve, reject) => {
    const platform = globalThis as unknown as Platform;
    const request = new platform.XMLHttpRequest();
    const form = new platform.FormData();
    form.append('file', file, file.name);
    let stall: unknown;
    const moved = () => {
      platform.clearTimeout(stall);
      stall = platform.setTimeout(() => request.abort(), STALLED_MS);
    };
    const ended = (end: () => void) => () => {
      platform.clearTimeout(stall);
      end();
    };
    request.upload.onprogress = ({ loaded, total }) => {
      moved();
      watch.progress(total > 0 ? loaded / total : 0);
    };
    request.onload = ended(() => resolve({ status: request.status, text: request.responseText }));
    request.onerror = request.onabort = ended(() => reject(new Error('The file did not arrive.')));
    request.open('POST', url);
    request.withCredentials = cookies;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    watch.stoppable(() => request.abort());
    moved();
    request.send(form);
  });
