/** Every word of the palette. */
export const strings = {
  title: 'Find a conversation or an action',
  placeholder: 'A customer, a subject, a view, or what you want to do',
  nothing: 'Nothing found. Try a customer’s name or a word of the subject.',
  results: 'Results',
  found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
  places: { view: 'View', agent: 'Agent', settings: 'Settings', search: 'All messages' },
  noSubject: 'No subject',
} as const;
