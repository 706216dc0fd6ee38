/** What a macro will do, as one plain sentence. Pure. */
import type { Macro, MacroAction } from '@deskbell/protocol';
import { span } from '../../../shared/words/span';
import { priorityWords } from '../../../shared/words/words';

/** The names behind ids and keys. */
export interface Names {
  readonly agent: (id: string) => string | undefined;
  readonly team: (id: string) => string | undefined;
  readonly category: (key: string) => string;
}

const MINUTE_MS = 60_000;

/** "Replies, sets the priority to High, and resolves." */
export function macroWords({ actions }: Macro, names: Names): string {
  const deeds = actions.map((action) => deed(action, names));
  const [first = 'does nothing', ...rest] = deeds;
  const last = rest.pop();
  const all = [first, ...rest].join(', ');
  const sentence = last === undefined ? all : `${all} and ${last}`;
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}`;
}

function deed(action: MacroAction, names: Names): string {
  switch (action.type) {
    case 'reply':
      return `replies “${begun(action.content)}”`;
    case 'note':
      return `notes “${begun(action.content)}”`;
    case 'assign':
      if (action.agentId === null) return 'puts it back into the queue';
      return action.agentId === 'me' ? 'assigns it to you' : `assigns it to ${names.agent(action.agentId) ?? 'somebody who has left'}`;
    case 'transferTeam':
      return `transfers it to ${names.team(action.teamId) ?? 'a team that is gone'}`;
    case 'priority':
      return `sets the priority to ${priorityWords[action.priority]}`;
    case 'category':
      return `sets the category to ${names.category(action.category)}`;
    case 'addLabel':
      return `adds the label “${action.label}”`;
    case 'removeLabel':
      return `removes the label “${action.label}”`;
    case 'snooze':
      return `snoozes it for ${span(action.minutes * MINUTE_MS)}`;
    case 'resolve':
      return 'resolves it';
    case 'close':
      return 'closes it for good';
  }
}

const BEGINNING = 40;

function begun(content: string): string {
  const line = content.replaceAll(/\s+/gu, ' ').trim();
  return [...line].length > BEGINNING ? `${[...line].slice(0, BEGINNING).join('')}…` : line;
}
