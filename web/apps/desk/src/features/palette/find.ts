/** What the palette offers for some words. Pure. */
import type { Conversation } from '@deskbell/protocol';
import { bindings, type ActionId, type Binding } from '../../shared/keys/bindings';

/** Something to choose. */
export type Choice =
  | { readonly kind: 'action'; readonly key: string; readonly binding: Binding }
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation };

const ACTIONS_MOST = 6;
const CONVERSATIONS_MOST = 8;

/** Actions that can be done now, and conversations, in which all the words occur; newest conversations first. */
export function find(words: string, offered: readonly ActionId[], conversations: readonly Conversation[]): readonly Choice[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  const holds = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const actions = bindings
    .filter((binding) => binding.named !== false && offered.includes(binding.id) && holds(binding.words))
    .slice(0, wanted.length === 0 ? undefined : ACTIONS_MOST)
    .map((binding): Choice => ({ kind: 'action', key: binding.id, binding }));
  const found = conversations
    .filter((one) => holds([one.customer?.name, one.customer?.email, one.subject].join(' ')))
    .slice(0, CONVERSATIONS_MOST)
    .map((conversation): Choice => ({ kind: 'conversation', key: conversation.id, conversation }));
  return wanted.length === 0 ? [...actions, ...found] : [...found, ...actions];
}
