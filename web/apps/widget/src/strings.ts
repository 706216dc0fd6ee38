/**
 * Every word the widget shows, in one place, so that another language is another object of this shape (`languages/`).
 * Plain, short, active. Times and counts are formatted by Intl where they are shown.
 */
import { count, list, spoken, worded } from './languages/speech';

const leaveOne = (opening: string | null) =>
  opening ? `Leave a message; we answer from ${opening}.` : 'Leave a message and we will answer.';

export const strings = worded('widget', {
  messages: 'Messages',
  back: 'Back to your conversations',
  close: 'Close messages',
  you: 'You',
  tryAgain: 'Try again',
  team: 'Our team',

  presence: {
    here: (people: number) => count(people, { one: '# person here', other: '# people here' }),
    nobody: (opening: string | null) => `Nobody is here right now. ${leaveOne(opening)}`,
    busy: (opening: string | null) => `${opening ? 'We are closed' : 'Nobody can answer'} right now. ${leaveOne(opening)}`,
    inTurn: 'Nobody is here right now. Write, and we answer in turn.',
  },

  line: {
    offline: 'No connection. What you write is kept and will be sent.',
    reconnecting: 'Reconnecting… What you write is kept and will be sent.',
    connecting: 'Connecting…',
    refused: 'The server has ended this connection.',
    forgetful: 'This browser keeps nothing for us: your messages stay until you close this page.',
  },

  boot: {
    loading: 'Loading messages',
    missing: 'There is no inbox at this address. Please tell the owner of this page.',
    unreachable: 'We cannot be reached right now. We keep trying.',
    off: 'Chat is switched off at the moment. Please come back later.',
    broken: 'Something went wrong here. Nothing you have sent is lost.',
    again: 'Start over',
  },

  home: {
    greeting: 'Hello. How can we help?',
    list: 'Your conversations',
    start: 'Start a conversation',
    leave: 'Leave a message',
    request: 'Send us a request',
    resume: 'Continue your conversation',
    older: 'Show older conversations',
    failed: 'Your conversations could not be loaded. They are safe.',
    unread: (messages: number) => count(messages, { one: '# unread message', other: '# unread messages' }),
    none: 'No messages yet',
    said: (name: string, text: string) => `${name}: ${text}`,
    statuses: { open: 'Open', active: 'Active', resolved: 'Resolved', closed: 'Closed' },
    requests: { open: 'Request received', active: 'Request in work', resolved: 'Request resolved', closed: 'Request closed' },
  },

  start: {
    hint: 'Write your question here. You will find the answer in this place.',
    leave: (opening: string | null) =>
      `Write your message here. You will find the answer in this place${opening ? ` from ${opening} on` : ''}.`,
    subject: 'Subject',
    optional: 'optional',
    message: 'Your message',
  },

  timeline: {
    label: 'Messages',
    earlier: 'Loading earlier messages',
    earlierConversation: 'Show your earlier conversation',
    fresh: 'New',
    jump: 'Go to the newest message',
    pill: (messages: number) => count(messages, { one: '# new message', other: '# new messages' }),
    typing: (names: readonly string[]) =>
      names.length > 2
        ? 'Several people are typing…'
        : `${list(names)} ${names.length === 1 ? 'is' : 'are'} typing…`,
    started: 'Chat started. Somebody will answer here shortly.',
    startedAlone: (opening: string | null) =>
      `Chat started. Nobody is here right now; ${opening ? `we answer from ${opening}` : 'you will find the answer here'}.`,
    filed: 'We have your request. You will find the answer here.',
    place: (position: number) => (position > 1 ? count(position, { other: 'You are number # in line.' }) : 'You are next in line.'),
    /** Rough, for nobody knows it exactly. */
    minutes: (minutes: number) => count(minutes, { one: 'About a minute.', other: 'About # minutes.' }),
    hours: (hours: number) => count(hours, { one: 'About an hour.', other: 'About # hours.' }),
    moreHours: (hours: number) => count(hours, { other: 'More than # hours.' }),
    missing: 'This conversation is not here any more.',
    failed: 'This conversation could not be loaded. It is safe.',
    full: 'That is as far back as this page goes.',
    says: (name: string, text: string) => `${name} says: ${text}`,
  },

  status: {
    sending: 'Sending…',
    waiting: 'Waiting to be sent',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    refused: 'Not sent',
    delete: 'Delete',
    edit: 'Edit',
    anew: 'Send in a new conversation',
  },

  activity: {
    helps: (name: string) => `${name} is now helping you`,
    passedOn: (team: string) => `This was passed on to ${team}`,
    merged: 'This goes on in your other conversation',
    resolved: (name: string | null) => (name ? `${name} marked this as resolved` : 'This was marked as resolved'),
    reopened: (name: string | null) => (name ? `${name} opened this again` : 'This was opened again'),
    closed: (name: string | null) => (name ? `${name} closed this conversation` : 'This conversation was closed'),
    /** What the customer did: many languages have another verb for it. */
    yours: {
      resolved: 'You marked this as resolved',
      reopened: 'You opened this again',
      closed: 'You closed this conversation',
      rated: (score: number) => `You gave ${score} of 5 stars`,
    },
  },

  writing: {
    placeholder: 'Write a message…',
    leave: 'Leave a message…',
    label: 'Write a message',
    send: 'Send',
    left: (characters: number) => count(characters, { one: '# character left', other: '# characters left' }),
    over: (characters: number) =>
      count(characters, {
        one: '# character too many. Shorten it to send it.',
        other: '# characters too many. Shorten it to send it.',
      }),
    resolved: 'Resolved. Write to open it again.',
    closed: 'This conversation is closed. Write to start a new one.',
    anew: 'Start a new conversation',
  },

  /** Sentences for refusals whose own sentence is meant for programs; others are shown as the server says them. */
  refusals: {
    conversation_closed: 'This conversation was closed before your message arrived.',
    rate_limited: 'That was a lot at once. Wait a moment, then try again.',
    overloaded: 'Too much is going on right now. Wait a moment, then try again.',
    not_found: 'This conversation is not here any more.',
    forbidden: 'You cannot write here any more.',
    unauthorized: 'You are signed out here. Reload the page to go on.',
  } as Readonly<Record<string, string>>,
});

/** What a refusal says to the customer: the server's own sentence is English. */
export function refusalWords({ code, message }: { code: string; message: string }): string {
  const { refusals } = strings;
  return refusals[code] ?? (spoken.get().startsWith('en') ? message : (refusals.other ?? message));
}
