import type { Priority } from '@deskbell/protocol';
import { worded } from '../../languages/speech';

/** The words of the form for a request: they come with it, and not with the widget. */
export const strings = worded('request', {
  title: 'Send us a request',
  hint: 'For what takes longer than a chat. You can follow here how it goes.',
  subject: 'Subject',
  category: 'What is it about?',
  choose: 'Please choose',
  priority: 'How urgent is it?',
  priorities: {
    low: 'Low: it can wait',
    medium: 'Medium: in the next days',
    high: 'High: it holds me up',
    urgent: 'Urgent: I cannot go on',
  } satisfies Record<Priority, string>,
  message: 'Describe what you need',
  submit: 'Send the request',
  sending: 'Sending…',
  noSubject: 'Give it a subject in a few words.',
  noMessage: 'Describe what you need. A few words are enough.',
  /** Sent, and nothing heard: a second one may be one too many. */
  lost: 'We could not hear whether your request arrived. Look at your conversations before you send it again.',
});
