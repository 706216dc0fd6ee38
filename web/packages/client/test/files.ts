import type { Attachment } from '@deskbell/protocol';
import { LineError, RefusalError } from '../src/errors';
import type { FileWatch } from '../src/files/post';
import type { FileLike } from '../src/files/rules';

interface Arriving {
  readonly file: FileLike;
  readonly key: string;
  readonly watch: FileWatch;
  /** It has arrived. */
  arrives(): void;
  /** The line is cut before the answer. */
  isCut(): void;
}

/** The server's door for files: each key makes one file, whatever becomes of the answers. */
export class ScriptedFiles {
  /** Every attempt, oldest first. */
  readonly attempts: Arriving[] = [];
  readonly kept = new Map<string, Attachment>();
  readonly takenBack: string[] = [];
  /** Whether files arrive by themselves. */
  byThemselves = true;
  /** Decides about each file; undefined takes it. */
  refuses: (file: FileLike) => { code: string; message: string; retryAfterMs?: number } | undefined = () => undefined;

  take(file: FileLike, key: string, watch: FileWatch): Promise<Attachment> {
    return new Promise((resolve, reject) => {
      const arrives = () => {
        const refusal = this.refuses(file);
        if (refusal) return reject(new RefusalError(refusal));
        const { name, type, size } = file;
        const id = `file ${this.kept.size + 1}`;
        const made = this.kept.get(key) ?? { id, name, contentType: type, sizeBytes: size, url: `/files/${id}/${name}` };
        this.kept.set(key, made);
        resolve(made);
      };
      const isCut = () => reject(new LineError('down'));
      this.attempts.push({ file, key, watch, arrives, isCut });
      watch.stoppable(isCut);
      if (this.byThemselves) arrives();
    });
  }
}

/** A file as somebody chose it. */
export const fileOf = (name: string, type = 'image/png', size = 1000): FileLike => ({ name, type, size });
