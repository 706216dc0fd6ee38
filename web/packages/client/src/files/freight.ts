import type { Attachment, ErrorBody } from '@deskbell/protocol';
import { RefusalError, bodyOf, passesWithTime } from '../errors';
import type { KeptFiles } from './kept';
import type { FileWatch } from './post';
import type { FileLike } from './rules';
import { Stopped } from './stopped';

/** Files of one person that are uploaded at the same time. */
export const UPLOADS_AT_ONCE = 3;

/** A file of a message as it is kept on the device; its bytes lie beside it under `id`. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Counts how often it was begun anew: a part of the key under which the server knows the attempt. */
  readonly attempt: number;
  /** The server has it. */
  readonly attachment?: Attachment;
  /** Why the server would not have it. */
  readonly refusal?: ErrorBody;
}

/** How a file reaches the server. The same `key` again never makes a second file there. */
export type Upload = (file: FileLike, key: string, watch: FileWatch) => Promise<Attachment>;

/** Brings the files of messages to the server, a few at a time, and knows how far each of them is. */
export class Freight {
  readonly #shares = new Map<string, number>();
  readonly #stops = new Map<string, () => void>();
  readonly #line: (() => void)[] = [];
  #under = 0;

  constructor(
    private readonly kept: KeptFiles,
    private readonly upload: Upload,
  ) {}

  /** How much of a file has left, between 0 and 1; null while it is not under way. */
  share(id: string): number | null {
    return this.#shares.get(id) ?? null;
  }

  /** Stops a file that is under way or about to be. */
  stop(id: string): void {
    this.#stops.get(id)?.();
  }

  /**
   * Brings one file there. `moved` is called as it goes. A refusal names the file; whoever stops it is answered with
   * {@link Stopped}.
   */
  async bring(file: KeptFile, moved: () => void): Promise<KeptFile> {
    if (file.attachment) return file;
    const { id } = file;
    let stopped = false;
    this.#stops.set(id, () => (stopped = true));
    await this.#turn();
    try {
      const bytes = await this.kept.get(id);
      if (stopped) throw new Stopped();
      if (!bytes) return { ...file, refusal: { code: 'file_gone', message: `“${file.name}” is not on this device any more.` } };
      this.#move(id, 0, moved);
      const attachment = await this.upload(bytes, `${id}-${file.attempt}`, {
        progress: (share) => this.#move(id, share, moved),
        stoppable: (stop) => {
          this.#stops.set(id, () => {
            stopped = true;
            stop();
          });
          if (stopped) stop();
        },
      });
      if (stopped) throw new Stopped();
      return { ...file, attachment };
    } catch (error) {
      if (stopped) throw new Stopped();
      if (error instanceof RefusalError && !passesWithTime(error)) return { ...file, refusal: bodyOf(error) };
      throw error;
    } finally {
      this.#shares.delete(id);
      this.#stops.delete(id);
      const next = this.#line.shift();
      if (next) next();
      else this.#under -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#under < UPLOADS_AT_ONCE) this.#under += 1;
    // Whoever ends hands their place on.
    else await new Promise<void>((resolve) => this.#line.push(resolve));
  }

  /** Whole percents only: more would be drawn and not be seen. */
  #move(id: string, share: number, moved: () => void): void {
    const rounded = Math.floor(Math.min(1, share) * 100) / 100;
    if (this.#shares.get(id) === rounded) return;
    this.#shares.set(id, rounded);
    moved();
  }
}
