/** Every word of the sign-in page. */
export const strings = {
  title: 'Sign in to your desk',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  emailMissing: 'Enter the e-mail address of your account.',
  passwordMissing: 'Enter your password.',
  wrong: 'This e-mail and password do not belong together. Check both and try again.',
  tooOften: (when: string) => `Too many attempts. Try again in ${when}.`,
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  help: 'No account yet? Ask an admin for an invitation.',
  opening: 'Opening your desk',
  lost: 'The server cannot be reached',
  lostMeaning: 'Your sign-in is kept. The desk opens as soon as the server answers.',
  again: 'Try again',
} as const;
