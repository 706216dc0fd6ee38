/** What the desk says about signing in by itself. */
export const sessionStrings = {
  expired: 'Your sign-in has ended. Sign in again to go on; what you wrote is kept.',
  another: 'Somebody else has signed in on this browser.',
} as const;
