import type { SectionId } from './sections';

/** Every word around the sections of the settings. */
export const strings = {
  title: 'Settings',
  list: 'Sections',
  groups: { writing: 'Answering', people: 'People', organisation: 'Running the desk' },
  names: {
    organisation: 'Organisation',
    agents: 'Agents',
    teams: 'Teams',
    inboxes: 'Inboxes',
    categories: 'Categories',
    labels: 'Labels',
    'canned-responses': 'Canned responses',
    macros: 'Macros',
    blocks: 'Blocks',
    audit: 'Audit log',
  } satisfies Record<SectionId, string>,
  notYours: 'This is not yours to change',
  notYoursMeaning: 'Your role does not reach this far. Ask an admin to change it, or to give you the role.',
  nowhere: 'There is no such section',
  nowhereMeaning: 'The address may be mistyped. Choose a section from the list.',
  toSections: 'Go to the settings',
} as const;
