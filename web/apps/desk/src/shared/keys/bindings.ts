/** Every key of the desk, once: the reader, the sheet and the palette all look here. */

/** What can be done by a key or from the palette. */
export type ActionId =
  | 'list.next'
  | 'list.previous'
  | 'list.open'
  | 'list.search'
  | 'list.filter'
  | 'list.views'
  | 'list.choose'
  | 'list.stretch'
  | 'list.chooseAll'
  | 'list.sort'
  | 'chosen.label'
  | 'chosen.priority'
  | 'tab.all'
  | 'tab.mine'
  | 'tab.queue'
  | 'conversation.reply'
  | 'conversation.note'
  | 'conversation.assign'
  | 'conversation.resolve'
  | 'conversation.reopen'
  | 'conversation.close'
  | 'conversation.details'
  | 'conversation.canned'
  | 'conversation.macro'
  | 'conversation.assignTo'
  | 'conversation.queue'
  | 'conversation.transfer'
  | 'conversation.escalate'
  | 'conversation.snooze'
  | 'conversation.wake'
  | 'conversation.unread'
  | 'conversation.follow'
  | 'conversation.transcript'
  | 'conversation.spam'
  | 'conversation.beside'
  | 'beside.next'
  | 'beside.previous'
  | 'beside.close'
  | 'offer.accept'
  | 'offer.decline'
  | 'desk.back'
  | 'desk.palette'
  | 'desk.keys'
  | 'desk.search'
  | 'desk.board'
  | 'desk.account'
  | 'desk.settings';

/** One thing to do and the keys that do it. */
export interface Binding {
  readonly id: ActionId;
  /** Alternatives; two letters with a space are pressed one after the other, `mod` is ⌘ or Ctrl. */
  readonly keys: readonly string[];
  /** What it does, as the sheet and the palette say it. */
  readonly words: string;
  readonly group: 'Conversations' | 'This conversation' | 'Side by side' | 'Offers' | 'Desk';
  /** False for what makes no sense to choose by name, such as moving by one row. */
  readonly named?: false;
}

/** In the order of the sheet. */
export const bindings: readonly Binding[] = [
  { id: 'list.next', keys: ['j', 'ArrowDown'], words: 'Next conversation', group: 'Conversations', named: false },
  { id: 'list.previous', keys: ['k', 'ArrowUp'], words: 'Previous conversation', group: 'Conversations', named: false },
  { id: 'list.open', keys: ['Enter'], words: 'Open the conversation', group: 'Conversations', named: false },
  { id: 'list.search', keys: ['/'], words: 'Search in this list', group: 'Conversations' },
  { id: 'list.filter', keys: ['F'], words: 'Filter the list', group: 'Conversations' },
  { id: 'list.sort', keys: ['W'], words: 'Order by the longest wait, or by the newest', group: 'Conversations' },
  { id: 'list.views', keys: ['v'], words: 'Choose or save a view', group: 'Conversations' },
  { id: 'list.choose', keys: ['x'], words: 'Select or deselect the conversation', group: 'Conversations' },
  { id: 'list.stretch', keys: ['X'], words: 'Select every one up to here', group: 'Conversations', named: false },
  { id: 'list.chooseAll', keys: ['*'], words: 'Select all shown', group: 'Conversations' },
  { id: 'chosen.label', keys: ['l'], words: 'Label the selected ones', group: 'Conversations' },
  { id: 'chosen.priority', keys: ['p'], words: 'Set the priority of the selected ones', group: 'Conversations' },
  { id: 'tab.all', keys: ['g a'], words: 'Go to all conversations', group: 'Conversations' },
  { id: 'tab.mine', keys: ['g m'], words: 'Go to my conversations', group: 'Conversations' },
  { id: 'tab.queue', keys: ['g q'], words: 'Go to the queue', group: 'Conversations' },
  { id: 'conversation.reply', keys: ['r'], words: 'Write a reply', group: 'This conversation' },
  { id: 'conversation.note', keys: ['n'], words: 'Write an internal note', group: 'This conversation' },
  { id: 'conversation.canned', keys: ['s'], words: 'Insert a saved reply', group: 'This conversation' },
  { id: 'conversation.macro', keys: ['m'], words: 'Run a macro', group: 'This conversation' },
  { id: 'conversation.assign', keys: ['a'], words: 'Assign to me', group: 'This conversation' },
  { id: 'conversation.assignTo', keys: ['A'], words: 'Assign to somebody', group: 'This conversation' },
  { id: 'conversation.queue', keys: ['q'], words: 'Put back into the queue', group: 'This conversation' },
  { id: 'conversation.transfer', keys: ['t'], words: 'Transfer', group: 'This conversation' },
  { id: 'conversation.escalate', keys: ['!'], words: 'Escalate', group: 'This conversation' },
  { id: 'conversation.snooze', keys: ['z'], words: 'Snooze', group: 'This conversation' },
  { id: 'conversation.wake', keys: ['Z'], words: 'Wake it now', group: 'This conversation' },
  { id: 'conversation.unread', keys: ['u'], words: 'Mark as unread', group: 'This conversation' },
  { id: 'conversation.follow', keys: ['f'], words: 'Follow, or stop following', group: 'This conversation' },
  { id: 'conversation.resolve', keys: ['e'], words: 'Resolve', group: 'This conversation' },
  { id: 'conversation.reopen', keys: ['o'], words: 'Reopen', group: 'This conversation' },
  { id: 'conversation.close', keys: ['c'], words: 'Close for good', group: 'This conversation' },
  { id: 'conversation.details', keys: ['i'], words: 'Show or hide the details', group: 'This conversation' },
  { id: 'conversation.transcript', keys: ['d'], words: 'Print or save the transcript', group: 'This conversation' },
  { id: 'conversation.spam', keys: ['S'], words: 'Report as spam', group: 'This conversation' },
  { id: 'conversation.beside', keys: ['b'], words: 'Open beside', group: 'Side by side' },
  { id: 'beside.next', keys: ['.'], words: 'Next conversation beside', group: 'Side by side' },
  { id: 'beside.previous', keys: [','], words: 'Previous conversation beside', group: 'Side by side' },
  { id: 'beside.close', keys: ['w'], words: 'Put this one away', group: 'Side by side' },
  { id: 'offer.accept', keys: ['y'], words: 'Accept what is offered to you', group: 'Offers' },
  { id: 'offer.decline', keys: ['Y'], words: 'Decline what is offered to you', group: 'Offers' },
  { id: 'desk.palette', keys: ['mod+k'], words: 'Find a conversation or an action', group: 'Desk', named: false },
  { id: 'desk.search', keys: ['g /'], words: 'Search all messages', group: 'Desk' },
  { id: 'desk.board', keys: ['g b'], words: 'Go to the live board', group: 'Desk' },
  { id: 'desk.back', keys: ['Escape'], words: 'Go back', group: 'Desk', named: false },
  { id: 'desk.settings', keys: ['g ,'], words: 'Go to the settings', group: 'Desk' },
  { id: 'desk.account', keys: ['g s'], words: 'Go to your account', group: 'Desk' },
  { id: 'desk.keys', keys: ['?'], words: 'Show all keys', group: 'Desk' },
];

const CAPS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

/** A key as it is printed: "mod+k" is "⌘K" on a Mac and "Ctrl+K" elsewhere. */
export function printed(key: string, mac: boolean): readonly string[] {
  return key.split(' ').map((press) => {
    if (press.startsWith('mod+')) return (mac ? '⌘' : 'Ctrl+') + press.slice(4).toUpperCase();
    if (/^[A-Z]$/.test(press)) return `${mac ? '⇧' : 'Shift+'}${press}`;
    return CAPS[press] ?? press;
  });
}

/** The first key of an action, for tooltips. */
export function hintOf(id: ActionId): string {
  const key = bindings.find((binding) => binding.id === id)?.keys[0] ?? '';
  return printed(key, isMac()).join(' ');
}

/** Whether ⌘ is the key where others have Ctrl. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
