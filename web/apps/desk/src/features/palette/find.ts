/** What the palette offers for some words. Pure. */
import type { Conversation } from '@deskbell/protocol';
import { bindings, type ActionId, type Binding } from '../../shared/keys/bindings';

/** Somewhere to go: a view, an agent's conversations, a part of the settings. */
export interface Place {
  readonly key: string;
  readonly kind: 'view' | 'agent' | 'settings' | 'search';
  readonly words: string;
  /** It is found by these words too. */
  readonly also?: string;
  readonly go: () => void;
}

/** Something to choose. */
export type Choice =
  | { readonly kind: 'action'; readonly key: string; readonly binding: Binding }
  | { readonly kind: 'place'; readonly key: string; readonly place: Place }
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation };

/** What there is to choose from. */
export interface Offer {
  readonly actions: readonly ActionId[];
  /** Newest first. */
  readonly conversations: readonly Conversation[];
  readonly places: readonly Place[];
}

const MOST = { actions: 6, conversations: 8, places: 6, views: 5 };

/**
 * Actions that can be done now, conversations and places in which all the words occur. Without words, what can be
 * done comes first; with words, what they most likely name.
 */
export function find(words: string, { actions, conversations, places }: Offer): readonly Choice[] {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  const holds = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const idle = wanted.length === 0;
  const doable = bindings
    .filter((binding) => binding.named !== false && actions.includes(binding.id) && holds(binding.words))
    .slice(0, idle ? undefined : MOST.actions)
    .map((binding): Choice => ({ kind: 'action', key: binding.id, binding }));
  const named = conversations
    .filter((one) => holds([one.customer?.name, one.customer?.email, one.subject].join(' ')))
    .slice(0, MOST.conversations)
    .map((conversation): Choice => ({ kind: 'conversation', key: conversation.id, conversation }));
  const near = places
    .filter((place) => (idle ? place.kind === 'view' : place.kind !== 'search' && holds(`${place.words} ${place.also ?? ''}`)))
    .slice(0, idle ? MOST.views : MOST.places)
    .map(asChoice);
  const elsewhere = idle ? [] : places.filter((place) => place.kind === 'search').map(asChoice);
  return idle ? [...doable, ...near, ...named] : [...named, ...near, ...doable, ...elsewhere];
}

function asChoice(place: Place): Choice {
  return { kind: 'place', key: place.key, place };
}
