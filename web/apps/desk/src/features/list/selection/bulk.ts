/** One change of many conversations: in pieces, with what failed and why, and how it is taken back. */
import { LineError, RefusalError, bulkAtOnce, type Rest } from '@deskbell/client';
import type { BulkChange, Conversation, ErrorBody } from '@deskbell/protocol';
import { sentenceOf, sentenceOfRefusal } from '../../../shared/words/errors';

/** What is done, without saying to whom. */
export type Change = Omit<BulkChange, 'conversationIds'>;

/** One that was not changed, and why. */
export interface Failure {
  readonly id: string;
  readonly sentence: string;
}

/** What became of all of them. */
export interface Outcome {
  readonly done: readonly string[];
  readonly failed: readonly Failure[];
}

/** How often a piece that came too fast is sent again. */
const TRIES = 4;

/** Says how many have been answered. */
type Progress = (answered: number) => void;

/** Carries a change out, a hundred at a time. It never rejects: what could not be asked has failed too. */
export async function carryOut(
  bulk: Rest['lists']['bulk'],
  change: Change,
  ids: readonly string[],
  progress: Progress = () => undefined,
): Promise<Outcome> {
  const done: string[] = [];
  const failed: Failure[] = [];
  for (let at = 0; at < ids.length; at += bulkAtOnce) {
    const piece = ids.slice(at, at + bulkAtOnce);
    try {
      const { results } = await patiently(() => bulk({ ...change, conversationIds: piece }));
      for (const { conversationId, ok, error } of results) {
        if (ok) done.push(conversationId);
        else failed.push({ id: conversationId, sentence: reason(error) });
      }
    } catch (error) {
      // Nobody answers: the rest would fare no better.
      const rest = error instanceof LineError ? ids.slice(at) : piece;
      failed.push(...rest.map((id) => ({ id, sentence: sentenceOf(error) })));
      if (error instanceof LineError) break;
    }
    progress(Math.min(at + bulkAtOnce, ids.length));
  }
  return { done, failed };
}

/** Does something for one conversation after the other, as long as the server answers. */
export async function oneByOne(ids: readonly string[], run: (id: string) => Promise<unknown>): Promise<Outcome> {
  const done: string[] = [];
  const failed: Failure[] = [];
  for (const id of ids) {
    try {
      await patiently(() => run(id));
      done.push(id);
    } catch (error) {
      failed.push({ id, sentence: sentenceOf(error) });
      if (error instanceof LineError) break;
    }
  }
  return { done, failed };
}

/** A piece of taking back: a change for some. */
export type Undo = readonly { readonly change: Change; readonly ids: readonly string[] }[];

/** What brings back how they were; null where that is not a matter of such changes. */
export function undoOf({ action, params = {} }: Change, before: readonly Conversation[]): Undo | null {
  switch (action) {
    case 'assign':
      return grouped(before, (one) => one.assigneeId ?? null).map(([agentId, ids]) => ({
        change: { action, params: { agentId } },
        ids,
      }));
    case 'priority':
      return grouped(before, (one) => one.priority ?? 'medium').map(([priority, ids]) => ({
        change: { action, params: { priority } },
        ids,
      }));
    case 'label':
      return [
        ...(params.add ?? []).map((label) => ({
          change: { action, params: { remove: [label] } },
          ids: before.filter((one) => !one.labels?.includes(label)).map((one) => one.id),
        })),
        ...(params.remove ?? []).map((label) => ({
          change: { action, params: { add: [label] } },
          ids: before.filter((one) => one.labels?.includes(label)).map((one) => one.id),
        })),
      ].filter(({ ids }) => ids.length > 0);
    case 'resolve':
    case 'close':
      return null;
  }
}

function grouped<K>(list: readonly Conversation[], keyOf: (one: Conversation) => K): readonly [K, string[]][] {
  const groups = new Map<K, string[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one.id]);
  return [...groups];
}

function reason(error: ErrorBody | null | undefined): string {
  return sentenceOfRefusal(error ?? { code: 'internal', message: 'The server did not say why.' });
}

/** Waits as long as the server asks for, a few times. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const later = error instanceof RefusalError && error.code === 'rate_limited' ? error.retryAfterMs : null;
      if (later === null || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, later));
    }
  }
}
