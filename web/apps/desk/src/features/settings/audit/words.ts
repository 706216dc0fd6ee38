/** Lines of the audit log as people read them. Pure. */
import type { AuditRow } from '@deskbell/protocol';

const NOUNS: Record<string, string> = {
  address: 'Address',
  agent: 'Agent',
  block: 'Block',
  cannedResponse: 'Canned response',
  category: 'Category',
  customer: 'Customer',
  inbox: 'Inbox',
  invitation: 'Invitation',
  label: 'Label',
  macro: 'Macro',
  settings: 'Organisation settings',
  team: 'Team',
  view: 'View',
};

/** "cannedResponse" and "canned-response" are "canned response". */
function spaced(code: string): string {
  return code.replaceAll(/[-_.]/g, ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "inbox.updated" is "Inbox updated". */
export function actionWords(action: string): string {
  const [noun = '', ...verbs] = action.split('.');
  return [NOUNS[noun] ?? capital(spaced(noun)), ...verbs.map(spaced)].join(' ');
}

/** "routing.offerSeconds" is "Routing, offer seconds". */
export function fieldWords(field: string): string {
  return capital(field.split('.').map(spaced).join(', '));
}

/** Characters of a value that are shown. */
const LONGEST = 120;

/** A value before or after a change; null when there was none. */
export function valueWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What the log is known to hold. */
const KNOWN = [
  ...['agent', 'inbox', 'team'].flatMap((noun) => [`${noun}.created`, `${noun}.updated`]),
  ...['cannedResponse', 'category', 'label', 'macro', 'view'].flatMap((noun) => [
    `${noun}.created`,
    `${noun}.updated`,
    `${noun}.removed`,
  ]),
  ...['address', 'customer'].flatMap((noun) => [`${noun}.blocked`, `${noun}.unblocked`]),
  'customer.updated',
  'invitation.created',
  'invitation.removed',
  'settings.updated',
];

/** Actions to filter by: those known, whatever else stands in the lines, and the one that is chosen. */
export function actionsOf(rows: readonly Pick<AuditRow, 'action'>[], chosen: string): readonly string[] {
  const all = new Set([...KNOWN, ...rows.map(({ action }) => action), chosen].filter((action) => action !== ''));
  return [...all].sort((left, right) => actionWords(left).localeCompare(actionWords(right)));
}
