/** Every word of the audit log. */
export const strings = {
  title: 'Audit log',
  meaning: 'Who changed which setting or account, and when. Nobody can change or remove a line.',
  export: 'Download as CSV',
  action: 'What was done',
  anyAction: 'Everything',
  actor: 'By whom',
  anyActor: 'Anybody',
  none: 'Nothing here yet',
  noneMeaning: 'Changes of settings and accounts are written down here from now on.',
  noneFound: 'Nothing matches. Choose fewer filters.',
  more: 'Show older ones',
  loading: 'Loading…',
  fromTo: ['changed from', 'to'],
  setTo: 'set to',
  emptied: ['was', 'now empty'],
  changes: 'Changes',
} as const;
