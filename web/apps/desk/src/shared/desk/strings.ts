/** What the desk says after something was done. */
export const operationStrings = {
  undo: 'Undo',
  resolved: 'Resolved. It opens again when the customer writes.',
  reopened: 'Open again.',
  closed: 'Closed for good.',
  assigned: (to: { id: string; name: string } | null, me: string) => {
    if (to === null) return 'Back in the queue.';
    return to.id === me ? 'Assigned to you.' : `Assigned to ${to.name}.`;
  },
  nowYouAre: (availability: string) => `You are now ${availability.toLowerCase()}.`,
} as const;
