/** Every word of the timeline. */
export const strings = {
  label: 'Messages',
  loading: 'Loading the conversation',
  you: 'You',
  note: 'Internal note',
  noteMeaning: 'only colleagues see this',
  newMessages: 'New messages',
  newCount: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  latest: 'Go to the newest message',
  loadingEarlier: 'Loading earlier messages',
  earlierFailed: 'Earlier messages could not be loaded.',
  again: 'Try again',
  full: 'Earlier messages are not shown here.',
  notRead: (name: string) => `${name} has not read this yet`,
  read: (name: string) => `${name} has read this`,
  sending: 'Sending…',
  waiting: 'Kept. It will be sent when the connection is back.',
  edit: 'Edit',
  remove: 'Delete',
  removed: 'Deleted.',
  undo: 'Undo',
  typing: (names: readonly string[]) => {
    if (names.length === 1) return `${names[0]} is typing`;
    return names.length === 2 ? `${names[0]} and ${names[1]} are typing` : `${names.length} people are typing`;
  },
  says: (name: string, text: string) => `${name}: ${text}`,
  saysInside: (name: string, text: string) => `Internal note by ${name}: ${text}`,
  missing: 'This conversation does not exist',
  missingMeaning: 'Or you cannot see it. Choose another one from the list.',
  failed: 'The conversation could not be loaded',
} as const;
