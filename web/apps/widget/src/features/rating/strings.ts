import { worded } from '../../languages/speech';

/** What is asked and said about how somebody was helped: it comes with the question. */
export const strings = worded('rating', {
  question: 'How did we help you?',
  scores: ['Badly', 'Not well', 'All right', 'Well', 'Very well'],
  comment: 'What was good, what was not?',
  optional: 'optional',
  send: 'Send',
  sending: 'Sending…',
  thanks: (score: number) => `Thank you. You gave ${score} of 5 stars.`,
  change: 'Change',
  lost: 'This could not be sent. Please try again.',
});
