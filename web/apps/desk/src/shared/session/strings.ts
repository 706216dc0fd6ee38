/** What the desk says about signing in by itself. */
export const sessionStrings = {
  expired: 'Your sign-in has ended. Sign in again to go on; what you wrote is kept.',
} as const;
