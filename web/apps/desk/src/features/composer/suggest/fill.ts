/** Saved texts made fit for one conversation, and the colleagues that a note names. Pure. */
import type { Conversation } from '@deskbell/protocol';

/** Whom a note may name at most. */
const MENTIONS_MOST = 20;

/** What variables stand for. */
export interface Facts {
  readonly conversation: Conversation;
  readonly agent: string;
  readonly inbox: string;
}

const VARIABLE = /\{\{\s*([a-z.]+)\s*\}\}/giu;

/** The text with its variables filled. What nobody knows leaves no gap of two spaces; what is no variable stays. */
export function filled(content: string, { conversation, agent, inbox }: Facts): string {
  const { customer, subject } = conversation;
  const values: Record<string, string> = {
    'customer.name': customer?.name ?? '',
    'customer.firstName': firstOf(customer?.name ?? ''),
    'customer.email': customer?.email ?? '',
    'agent.name': agent,
    'agent.firstName': firstOf(agent),
    'conversation.subject': subject ?? '',
    'inbox.name': inbox,
  };
  let gaps = false;
  const text = content.replaceAll(VARIABLE, (written, name: string) => {
    const value = values[name];
    if (value === '') gaps = true;
    return value ?? written;
  });
  return gaps ? text.replace(/ {2,}/gu, ' ').replace(/ +([,.;:!?])/gu, '$1') : text;
}

/** What one is called by. */
function firstOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? '';
}

/** Somebody who can be named. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The ids of those whose name stands in the text after an at sign; of two that begin alike, the longer name. */
export function mentionsIn(text: string, people: readonly Named[]): readonly string[] {
  const longestFirst = [...people].sort((left, right) => right.name.length - left.name.length);
  const ids: string[] = [];
  let left = text;
  for (const { id, name } of longestFirst) {
    if (!left.includes(`@${name}`)) continue;
    left = left.replaceAll(`@${name}`, ' ');
    ids.push(id);
  }
  return ids.slice(0, MENTIONS_MOST);
}
