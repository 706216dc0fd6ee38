import type { ReactNode } from 'react';

/** A link somebody wrote: opens elsewhere, tells that place nothing, and vouches for nothing. */
export function Address({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  );
}
