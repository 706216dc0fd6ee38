/** Short sentences about what just happened, and announcements for those who listen. */
import { create } from 'zustand';

/** One sentence on screen. */
export interface ToastItem {
  readonly id: number;
  readonly text: string;
  /** `bad`: it did not work, and the sentence says what is safe. */
  readonly tone: 'calm' | 'bad';
  readonly action?: { readonly label: string; readonly run: () => void };
  /** The conversation it is about: what is said next about it takes its place, for the undo of before is stale. */
  readonly about?: string;
}

interface Toasts {
  readonly items: readonly ToastItem[];
  /** Spoken by screen readers and not drawn. */
  readonly spoken: { readonly id: number; readonly text: string };
}

/** More than this at once is noise: the oldest leaves. */
const AT_ONCE = 3;
let lastId = 0;

/** What is on screen now. */
export const useToasts = create<Toasts>()(() => ({ items: [], spoken: { id: 0, text: '' } }));

/** Says something in the corner; with an action (undo) it stays long enough to be taken back. */
export function say(text: string, more: Partial<Pick<ToastItem, 'tone' | 'action' | 'about'>> = {}): void {
  const item: ToastItem = { id: (lastId += 1), text, tone: 'calm', ...more };
  const stale = (one: ToastItem) => one.text === text || (item.about !== undefined && one.about === item.about);
  useToasts.setState(({ items }) => ({ items: [...items.filter((one) => !stale(one)), item].slice(-AT_ONCE) }));
}

/** Takes a sentence away. */
export function unsay(id: number): void {
  useToasts.setState(({ items }) => ({ items: items.filter((one) => one.id !== id) }));
}

/** Says something to screen readers alone, politely. */
export function announce(text: string): void {
  useToasts.setState({ spoken: { id: (lastId += 1), text } });
}
