/** Every word of a conversation's head. */
export const strings = {
  back: 'Back to the list',
  addSubject: 'Add a subject',
  subject: 'Subject',
  rename: (subject: string) => `Rename the subject “${subject}”`,
  assignToMe: 'Assign to me',
  resolve: 'Resolve',
  reopen: 'Reopen',
  close: 'Close for good…',
  more: 'More steps',
  assign: 'Assign to',
  showDetails: 'Show details',
  hideDetails: 'Hide details',
  details: 'Details',
  confirmTitle: 'Close this conversation for good?',
  confirmMeaning: (customer: string) =>
    `It stays readable, but nobody can write in it again. If ${customer} writes, a new conversation begins. To let it rest until they write, resolve it instead.`,
  confirmYes: 'Close for good',
  confirmNo: 'Keep it open',
} as const;
