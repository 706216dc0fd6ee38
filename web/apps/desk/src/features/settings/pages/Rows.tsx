import { Icon } from '@deskbell/ui';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { SettingsLink } from './links';

/** A list of things that each have a page. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
      {children}
    </ul>
  );
}

export interface RowProps {
  section: string;
  item: string;
  title: string;
  /** A face or a colour before it. */
  mark?: ReactNode;
  /** One faint line below. */
  meta?: ReactNode;
  /** A word or number at the end. */
  end?: ReactNode;
}

/** One of them. */
export function Row({ section, item, title, mark, meta, end }: RowProps) {
  return (
    <li>
      <SettingsLink
        section={section}
        item={item}
        className="flex min-h-14 items-center gap-3 px-4 py-2 outline-offset-[-2px]! hover:bg-sunken"
      >
        {mark}
        <span className="min-w-0 flex-1">
          <span className="oneline block text-message font-medium">{title}</span>
          {meta && <span className="oneline block text-meta text-muted">{meta}</span>}
        </span>
        {end && <span className="shrink-0 text-meta text-muted">{end}</span>}
        <Icon of={ChevronRight} className="text-faint rtl:-scale-x-100" />
      </SettingsLink>
    </li>
  );
}
