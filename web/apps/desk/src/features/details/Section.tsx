import type { ReactNode } from 'react';

/** A part of the details under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line px-4 py-4 first:border-t-0">
      <h2 className="mb-2 text-label font-medium text-faint">{title}</h2>
      {children}
    </section>
  );
}

/** A name and what it holds, on one line. */
export function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center gap-2 py-0.5 text-meta">
      <dt className="w-24 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  );
}
