/** Lines of the audit log as people read them. Pure. */
import type { AuditChange, AuditRow } from '@deskbell/protocol';
import { alike } from '../kit/problems';

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

/** "routing.offerSeconds" is "Routing, offer seconds"; "teamIds" is "Teams". */
export function fieldWords(field: string): string {
  const parts = field.split('.').map((part) => spaced(part).replace(/ ids$/, 's').replace(/ id$/, ''));
  return capital(parts.join(', ')).replace(/^Email/, 'E-mail');
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value);
const isNamed = (value: unknown) => isFields(value) && typeof value.name === 'string';

/** Changes shown of one line at most. */
const MOST = 20;

/** A change taken apart: of what has fields itself only those that differ. */
export function leaves(changes: readonly AuditChange[]): readonly AuditChange[] {
  return changes.flatMap(leavesOf).slice(0, MOST);
}

function leavesOf(change: AuditChange): AuditChange[] {
  const { field, from, to } = change;
  const taken = (isFields(from) || isFields(to)) && !isNamed(from) && !isNamed(to);
  if (!taken) return [change];
  const [before, after]: [Fields, Fields] = [isFields(from) ? from : {}, isFields(to) ? to : {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !alike(before[name], after[name]))
    .flatMap((name) => leavesOf({ field: `${field}.${name}`, from: before[name], to: after[name] }));
}

/** Characters of a value that are shown. */
const LONGEST = 120;

/** A value before or after a change, with ids by their names where those are known; null when there was none. */
export function valueWords(value: unknown, names: ReadonlyMap<string, string> = new Map()): string | null {
  const text = textOf(value, names);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text || null;
}

function textOf(value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => textOf(one, names)).join(', ');
  if (isFields(value)) return typeof value.name === 'string' ? value.name : fieldsText(value, names);
  return String(value as number);
}

/** "from 09:00, to 17:00" */
function fieldsText(value: Fields, names: ReadonlyMap<string, string>): string {
  const pairs = Object.entries(value).map(([name, inner]) => [spaced(name), textOf(inner, names)] as const);
  return pairs.flatMap(([name, text]) => (text === '' ? [] : [`${name} ${text}`])).join(', ');
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
