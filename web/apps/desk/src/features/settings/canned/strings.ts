import { counted } from '../../../shared/words/span';

/** Every word about canned responses. */
export const strings = {
  title: 'Canned responses',
  meaning: 'Answers written once. In a reply, type / and the shortcut, and Enter puts it in.',
  add: 'New canned response',
  none: 'No canned responses yet',
  noneMeaning: 'Write down an answer you give every day, such as the opening hours.',
  search: 'Search canned responses',
  scope: 'For whom',
  anyScope: 'Everybody’s and mine',
  noneFound: 'None of them matches. Try fewer words.',
  uses: (uses: number) => (uses === 0 ? 'Not used yet' : `Used ${counted(uses, 'time')}`),
  newTitle: 'New canned response',
  shortcut: 'Shortcut',
  shortcutHint: 'What is typed after the slash, such as “hours”. Letters, digits and hyphens.',
  shortcutWrong: 'A shortcut has letters, digits and hyphens, and no space.',
  name: 'Title',
  nameHint: 'How you find it in the list.',
  nameMissing: 'A canned response has a title.',
  content: 'Text',
  contentHint: 'What the customer reads. You can still change it before it is sent.',
  contentMissing: 'Write the text that is put into the reply.',
  variables: 'Put in what differs each time',
  preview: 'As a customer reads it',
  made: (title: string) => `“${title}” is made.`,
  removeMeaning: 'Nobody finds it any more. What was sent with it stays.',
} as const;
