/** Every word of one's own account. */
import type { Theme } from '../../shared/desk/prefs';

export const strings = {
  title: 'Your account',
  name: 'Name',
  nameMeaning: 'Customers and colleagues see it.',
  nameMissing: 'A name has at least one letter.',
  save: 'Save the name',
  saved: 'Your name is saved.',
  email: 'E-mail',
  noEmail: 'None: your application signs you in.',
  role: 'Role',
  since: 'Here since',
  availability: 'Availability',
  availabilityMeaning: 'It changes only when you change it, also after you sign out.',
  look: 'Look',
  themes: { system: 'As the system has it', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
  letters: 'Keys of one letter',
  lettersMeaning: 'R replies, E resolves. Switch them off if you press letters by accident. Ctrl+K and ⌘K always work.',
  columns: 'Several conversations side by side',
  columnsMeaning: 'Wide screens have room for it anyway. Switch it on for narrower ones; B keeps a conversation beside the next.',
  signOut: 'Sign out',
  showKeys: 'Show all keys',
} as const;
