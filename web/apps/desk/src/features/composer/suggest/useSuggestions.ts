import type { Conversation } from '@deskbell/protocol';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useColleagues } from '../../../shared/desk/queries';
import { useRecords } from '../../../shared/desk/records';
import type { Mode } from '../ModeSwitch';
import { useEmojiKit } from '../tools/emojiKit';
import { filled } from './fill';
import { offered, type Suggestion } from './offered';
import { triggerAt, type Trigger } from './trigger';

/** A list over the composer. */
export interface Suggestions {
  readonly kind: Trigger['kind'];
  readonly items: readonly Suggestion[];
  /** Index of the one that Enter takes. */
  readonly chosen: number;
  point(index: number): void;
  pick(item: Suggestion): void;
  /** Takes a press; false when it belongs to the text. */
  pressed(event: KeyboardEvent): boolean;
}

interface Writing {
  readonly conversation: Conversation;
  readonly mode: Mode;
  readonly text: string;
  readonly caret: number;
  /** Puts something in place of what asked for it. */
  readonly insert: (trigger: Trigger, text: string) => void;
}

/** What can be inserted where the caret stands; null while nothing is asked for, or nothing matches. */
export function useSuggestions({ conversation, mode, text, caret, insert }: Writing): Suggestions | null {
  const { client, me } = useDesk();
  const { data: canned } = useRecords('cannedResponses');
  const { data: inboxes } = useRecords('inboxes');
  const colleagues = useColleagues();
  const [at, setAt] = useState({ query: '', index: 0 });
  const [dismissed, setDismissed] = useState<number | null>(null);
  const trigger = triggerAt(text, caret, mode);
  const [kind, query] = [trigger?.kind, trigger?.query];
  const kit = useEmojiKit(kind === 'emoji');
  const inbox = inboxes?.find(({ id }) => id === conversation.inboxId)?.name ?? '';
  const items = useMemo(() => {
    if (!kind || query === undefined) return [];
    const fill = (content: string) => filled(content, { conversation, agent: me.name, inbox });
    const emoji = kit && ((asked: string) => kit.codesAt(`:${asked}`, asked.length + 1)?.offers ?? []);
    return offered(kind, query, { canned, colleagues, me: me.id, emoji, fill });
  }, [kind, query, canned, colleagues, me, conversation, inbox, kit]);
  if (dismissed !== null && trigger?.start !== dismissed) setDismissed(null);
  if (!trigger || items.length === 0 || trigger.start === dismissed) return null;

  const asked = `${trigger.kind} ${trigger.query}`;
  const chosen = at.query === asked ? Math.min(at.index, items.length - 1) : 0;
  const point = (index: number) => setAt({ query: asked, index });
  const pick = (item: Suggestion) => {
    insert(trigger, item.insert);
    // How often it is used is worth counting, and not worth a word when it cannot be.
    if (item.kind === 'canned') client.rest.settings.usedCannedResponse(item.id).catch(() => undefined);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const current = items[chosen];
    if (event.key === 'ArrowDown') point((chosen + 1) % items.length);
    else if (event.key === 'ArrowUp') point((chosen - 1 + items.length) % items.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && current) pick(current);
    else if (event.key === 'Escape') setDismissed(trigger.start);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { kind: trigger.kind, items, chosen, point, pick, pressed };
}
