/** Every word about labels. */
export const strings = {
  title: 'Labels',
  meaning: 'Labels mark conversations and customers, so that they can be found and counted together.',
  add: 'New label',
  none: 'No labels yet',
  noneMeaning: 'Make one such as “VIP” or “Bug”; agents then put it on conversations.',
  newTitle: 'New label',
  name: 'Name',
  nameHint: 'As it stands on conversations; short ones are read faster.',
  nameMissing: 'A label has a name.',
  color: 'Colour',
  colorHint: 'A dot beside the name. Without one the dot is grey.',
  colorWrong: 'Write a colour as # and six digits, such as #2f5fb3.',
  preview: 'How it looks',
  made: (name: string) => `Label “${name}” is made.`,
  removeMeaning: 'Agents no longer find it in the list.',
} as const;
