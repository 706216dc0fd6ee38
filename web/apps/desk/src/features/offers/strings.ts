/** Every word of what is offered to an agent. */
export const strings = {
  label: 'Offered to you',
  title: (name: string) => `${name} is waiting for you`,
  left: (seconds: number) => (seconds === 1 ? '1 second left to answer' : `${seconds} seconds left to answer`),
  accept: 'Accept',
  decline: 'Decline',
  nothingYet: 'They have not written anything yet.',
  announced: (name: string) => `${name} is offered to you. Press Y to accept.`,
} as const;
