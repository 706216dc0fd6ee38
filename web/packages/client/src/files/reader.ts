import { LineError, RefusalError } from '../errors';

/** What has been read and is not shown any more is kept up to this many bytes, so that scrolling back reads nothing anew. */
const KEPT_BYTES = 32 * 2 ** 20;

/** The part of a fetch answer that is looked at. */
interface Answer {
  readonly ok: boolean;
  readonly status: number;
  blob(): Promise<{ readonly size: number }>;
}
interface Platform {
  fetch(url: string, init: { headers: Record<string, string>; credentials: 'same-origin' | 'omit' }): Promise<Answer>;
  URL: { createObjectURL(blob: unknown): string; revokeObjectURL(url: string): void };
}

/** A file that somebody shows. */
export interface OpenFile {
  /** An address this page alone can read. Rejects with `RefusalError` or `LineError`. */
  readonly address: Promise<string>;
  /** It is shown no longer. */
  close(): void;
}

interface Held {
  readonly address: Promise<string>;
  shown: number;
  size: number;
}

/** Reads files as whoever is signed in; what several show is read once. */
export class FileReading {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly origin: string,
    private readonly bearer: ((ask: { fresh: boolean }) => Promise<string>) | undefined,
    private readonly platform: Platform = globalThis as unknown as Platform,
  ) {}

  /** Opens a file by the address its attachment names. Close it when it is shown no longer. */
  open(url: string): OpenFile {
    const held = this.#held.get(url) ?? this.#hold(url);
    held.shown += 1;
    let open = true;
    return {
      address: held.address,
      close: () => {
        if (!open) return;
        open = false;
        held.shown -= 1;
        this.#forgetSome();
      },
    };
  }

  #hold(url: string): Held {
    const held: Held = { address: this.#read(url, (size) => (held.size = size)), shown: 0, size: 0 };
    this.#held.set(url, held);
    // What failed is read anew by whoever comes next.
    held.address.catch(() => this.#held.delete(url));
    return held;
  }

  async #read(url: string, learn: (size: number) => void): Promise<string> {
    let answer = await this.#ask(url, false);
    if (answer.status === 401 && this.bearer) answer = await this.#ask(url, true);
    if (!answer.ok) {
      const gone = answer.status === 404 || answer.status === 403;
      throw gone ? new RefusalError({ code: 'not_found', message: 'This file is not here any more.' }) : new LineError('down');
    }
    const blob = await answer.blob().catch(() => {
      throw new LineError('down');
    });
    learn(blob.size);
    return this.platform.URL.createObjectURL(blob);
  }

  async #ask(url: string, fresh: boolean): Promise<Answer> {
    const token = await this.bearer?.({ fresh });
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const address = url.startsWith('/') ? this.origin.replace(/\/+$/, '') + url : url;
    return this.platform.fetch(address, { headers, credentials: token === undefined ? 'same-origin' : 'omit' }).catch(() => {
      throw new LineError('down');
    });
  }

  /** Oldest first, never what is shown. */
  #forgetSome(): void {
    const idle = [...this.#held].filter(([, held]) => held.shown === 0);
    let bytes = idle.reduce((sum, [, held]) => sum + held.size, 0);
    for (const [url, held] of idle) {
      if (bytes <= KEPT_BYTES) return;
      bytes -= held.size;
      this.#held.delete(url);
      held.address.then((address) => this.platform.URL.revokeObjectURL(address), () => undefined);
    }
  }
}
