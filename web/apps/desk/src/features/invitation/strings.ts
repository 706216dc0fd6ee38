import type { Role } from '@deskbell/protocol';
import { isolated } from '../../shared/words/bidi';

/** Every word of the page behind an invitation's link. */
export const strings = {
  title: 'You are invited',
  opening: 'Opening your invitation',
  as: (email: string, role: Role) => `${ROLES[role]} You will sign in as ${isolated(email)}.`,
  name: 'Your name',
  nameHint: 'Customers and colleagues see it.',
  nameMissing: 'A name has at least one letter.',
  password: 'Choose a password',
  passwordHint: (least: number) => `At least ${least} characters. A few words in a row are easy to remember.`,
  passwordShort: (least: number) => `A password has at least ${least} characters.`,
  show: 'Show the password',
  submit: 'Join the desk',
  submitting: 'Joining…',
  gone: 'This invitation does not work any more',
  goneMeaning: 'It was used already, was revoked, or has ended. Ask whoever invited you for a new one.',
  goneSignIn: 'I have an account: sign in',
  failed: 'The invitation could not be read',
  again: 'Try again',
  signedIn: (name: string) => `You are signed in as ${name}`,
  signedInMeaning: 'An invitation makes a new account. Sign out first if it is for somebody else on this computer.',
  signOut: 'Sign out and open it',
  stay: 'Go to my desk',
} as const;

const ROLES: Record<Role, string> = {
  agent: 'You join this desk as an agent and answer customers.',
  supervisor: 'You join this desk as a supervisor.',
  admin: 'You join this desk as an admin.',
};
