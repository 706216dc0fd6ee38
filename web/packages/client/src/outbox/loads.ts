import { RefusalError, ignoreFailure } from '../errors';
import type { PendingFile } from '../api';
import { Stopped } from '../files/stopped';
import { Freight, type KeptFile } from '../files/freight';
import { KeptFiles } from '../files/kept';
import type { FileLike } from '../files/rules';
import type { CustomerRest } from '../rest/customer';
import type { Store } from '../storage/store';
import type { Live, OutboxItem } from './item';

/** Refusals of a message that may mean that its uploads are not there any more. */
const UPLOADS_LOST = ['invalid', 'not_found', 'forbidden'];

/** The files of what waits in the outbox: kept before they leave, brought to the server, and forgotten. */
export class Loads {
  readonly #kept: KeptFiles;
  readonly #freight: Freight;

  constructor(
    store: Store,
    person: string,
    private readonly rest: Pick<CustomerRest, 'upload' | 'takeUploadBack'>,
    private readonly changed: (live: Live) => void,
  ) {
    this.#kept = new KeptFiles(store, person);
    this.#freight = new Freight(this.#kept, (...file) => rest.upload(...file));
  }

  /** Keeps the files of a new message; resolves when they are on disk, or cannot be. */
  async keep(live: Live, files: readonly FileLike[]): Promise<void> {
    const kept = Promise.all(files.map((file, at) => this.#kept.put(live.item.files?.[at]?.id ?? '', file)));
    this.#moved(live);
    await kept;
    if (live.stopped) this.forget(live);
    this.#moved(live);
  }

  /** Brings what is in memory up to date with what is shown. */
  show(live: Live): void {
    const files = (live.item.files ?? []).map((file, at) => this.#shown(file, live.files[at]));
    if (files.length !== live.files.length || files.some((file, at) => file !== live.files[at])) live.files = files;
  }

  /** Reads the files of a message that an earlier page has left, so that they can be shown. */
  find(live: Live): void {
    this.show(live);
    const files = live.item.files ?? [];
    if (files.length > 0) Promise.all(files.map(({ id }) => this.#kept.get(id))).then(() => this.#moved(live), () => undefined);
  }

  /** Brings the files to the server. False when somebody stopped it meanwhile; rejects with the first reason why not. */
  async bring(live: Live, keep: (item: OutboxItem) => Promise<void>): Promise<boolean> {
    const files = live.item.files?.filter((file) => !file.attachment) ?? [];
    if (files.length === 0) return true;
    live.loading = true;
    try {
      const all = await Promise.allSettled(files.map((file) => this.#bringOne(live, file, keep)));
      const failed = all.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (error) {
      if (error instanceof Stopped) return false;
      throw error;
    } finally {
      live.loading = false;
      this.#moved(live);
    }
    const refusal = live.item.files?.find((file) => file.refusal)?.refusal;
    if (refusal) throw new RefusalError(refusal);
    return true;
  }

  /** Stops what is under way, and takes back what has arrived. */
  stop(live: Live): void {
    for (const { id, attachment } of live.item.files ?? []) {
      this.#freight.stop(id);
      if (attachment) ignoreFailure(this.rest.takeUploadBack(attachment.id));
    }
  }

  /** Forgets the files of a message that has left or was discarded. */
  forget(live: Live): void {
    for (const { id } of live.item.files ?? []) this.#kept.remove(id);
  }

  /** A refused message whose next attempt begins anew where its files were the reason. */
  anew(item: OutboxItem): OutboxItem {
    const lost = UPLOADS_LOST.includes(item.refusal?.code ?? '');
    if (!item.files) return item;
    const files = item.files.map(({ attachment, refusal, ...file }): KeptFile => {
      if (refusal || lost) return { ...file, attempt: file.attempt + 1 };
      return attachment ? { ...file, attachment } : file;
    });
    return { ...item, files };
  }

  async #bringOne(live: Live, file: KeptFile, keep: (item: OutboxItem) => Promise<void>): Promise<void> {
    if (live.stopped) throw new Stopped();
    const brought = await this.#freight.bring(file, () => this.#moved(live));
    if (live.stopped) throw new Stopped();
    live.item = { ...live.item, files: live.item.files?.map((one) => (one.id === file.id ? brought : one)) ?? [] };
    // Not kept, it is uploaded once more after a reload, under the same key.
    await keep(live.item).catch(() => undefined);
    this.#moved(live);
  }

  #moved(live: Live): void {
    const before = live.files;
    this.show(live);
    if (live.files !== before && !live.stopped) this.changed(live);
  }

  #shown({ id, name, type, size, attachment, refusal }: KeptFile, before: PendingFile | undefined): PendingFile {
    const share = this.#freight.share(id);
    const state = refusal ? 'refused' : attachment ? 'uploaded' : share === null ? 'waiting' : 'uploading';
    const now: PendingFile = {
      id,
      name,
      type,
      size,
      state,
      share: attachment ? 1 : (share ?? 0),
      file: this.#kept.here(id),
      fleeting: this.#kept.isFleeting(id),
      ...(refusal ? { refusal } : {}),
    };
    const keys = ['id', 'state', 'share', 'file', 'fleeting', 'refusal'] as const;
    return before && keys.every((key) => before[key] === now[key]) ? before : now;
  }
}
