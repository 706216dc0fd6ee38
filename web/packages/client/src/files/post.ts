/** What a file's way to the server needs of the platform. The platform's own part comes on demand: `./browser`. */
import type { FileLike } from './rules';

/** One request that carries a file. */
export interface FileAsk {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the browser's cookies go with it. */
  readonly cookies: boolean;
  readonly file: FileLike;
}

/** Who hears how far it is, and can stop it. */
export interface FileWatch {
  /** How much of it has left, between 0 and 1. */
  progress(share: number): void;
  /** Handed the way to stop it, once. */
  stoppable(stop: () => void): void;
}

/** Sends a file; resolves with the answer, rejects when there was none. */
export type PostFile = (ask: FileAsk, watch: FileWatch) => Promise<{ readonly status: number; readonly text: string }>;
