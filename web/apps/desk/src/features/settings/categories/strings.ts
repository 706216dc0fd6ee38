/** Every word about categories. */
export const strings = {
  title: 'Categories',
  meaning: 'A category says what a conversation is about. Customers choose one when they file a ticket, and rules route by it.',
  add: 'New category',
  none: 'No categories yet',
  noneMeaning: 'Make one for each kind of question your team answers, such as “Payment”.',
  newTitle: 'New category',
  name: 'Name',
  nameHint: 'Customers read it when they file a ticket.',
  nameMissing: 'A category has a name.',
  key: 'Key',
  keyHint: 'A short word for reports and integrations. It cannot be changed later.',
  keyFixed: 'What conversations and integrations know it by; it stays.',
  keyWrong: 'Use small letters, digits, hyphens and underscores, without a space.',
  made: (name: string) => `Category “${name}” is made.`,
  removeMeaning: 'Conversations that have it keep it; nobody can choose it any more.',
} as const;
