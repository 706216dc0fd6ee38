/** Every word about who holds a conversation. */
export const assignStrings = {
  label: 'Assigned to',
  me: 'Me',
  you: 'You',
  nobody: 'Nobody yet',
  queue: 'Back into the queue',
  holds: 'Holds this conversation',
} as const;
