/** What is written and not sent yet, per conversation, kept over reloads. */
import { create } from 'zustand';
import { readKept, writeKept } from './kept';

/** A reply and a note are two texts: what was meant for colleagues never slips into the other. */
export interface Draft {
  readonly mode: 'reply' | 'note';
  readonly reply: string;
  readonly note: string;
}

/** Nothing written. */
export const EMPTY_DRAFT: Draft = { mode: 'reply', reply: '', note: '' };

/** More than this many are not kept: the ones untouched for longest go. */
const KEPT = 100;

interface Drafts {
  readonly owner: string;
  readonly byConversation: ReadonlyMap<string, Draft>;
}

const keyOf = (owner: string) => `deskbell.drafts.${owner}`;

/** The drafts of the agent at this desk. */
export const useDrafts = create<Drafts>()(() => ({ owner: '', byConversation: new Map<string, Draft>() }));

/** Reads the drafts of one agent; another agent's stay where they are. */
export function openDrafts(owner: string): void {
  const kept = readKept(keyOf(owner));
  const pairs = Array.isArray(kept) ? kept.filter(isPair) : [];
  useDrafts.setState({ owner, byConversation: new Map(pairs) });
}

/** Changes a part of a draft. */
export function writeDraft(conversationId: string, change: Partial<Draft>): void {
  const { owner, byConversation } = useDrafts.getState();
  const next = new Map(byConversation);
  const draft = { ...EMPTY_DRAFT, ...next.get(conversationId), ...change };
  next.delete(conversationId);
  if (draft.reply !== '' || draft.note !== '' || draft.mode !== 'reply') next.set(conversationId, draft);
  const kept = new Map([...next].slice(-KEPT));
  useDrafts.setState({ byConversation: kept });
  writeKept(keyOf(owner), [...kept].filter(([, { reply, note }]) => reply !== '' || note !== ''));
}

/** Gives a text back to its composer, after what stands there already. */
export function returnToDraft(conversationId: string, kind: 'message' | 'note', text: string): void {
  const draft = draftOf(conversationId);
  const mode = kind === 'note' ? 'note' : 'reply';
  const before = draft[mode];
  writeDraft(conversationId, { mode, [mode]: before === '' ? text : `${before}\n${text}` });
}

/** The draft as it is now. */
export function draftOf(conversationId: string): Draft {
  return useDrafts.getState().byConversation.get(conversationId) ?? EMPTY_DRAFT;
}

/** The draft, and a new render after each change. */
export function useDraft(conversationId: string): Draft {
  return useDrafts((state) => state.byConversation.get(conversationId) ?? EMPTY_DRAFT);
}

function isPair(pair: unknown): pair is [string, Draft] {
  if (!Array.isArray(pair) || typeof pair[0] !== 'string') return false;
  const draft = pair[1] as Partial<Draft> | null;
  return typeof draft?.reply === 'string' && typeof draft.note === 'string';
}
