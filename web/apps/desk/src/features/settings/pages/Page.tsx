import { Icon } from '@deskbell/ui';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { SettingsLink } from './links';
import { strings } from '../kit/strings';

export interface PageProps {
  title: string;
  /** What this is for, in one sentence. */
  meaning?: string;
  /** Where one came from; on a phone a section leads back to the list of sections. */
  back?: { section: string; words: string };
  /** What can be done with all of it, beside the title. */
  action?: ReactNode;
  /** A table needs more room than a form. */
  wide?: boolean;
  children: ReactNode;
}

/** One page of the settings. Whoever comes here starts at its title. */
export function Page({ title, meaning, back, action, wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={`mx-auto px-4 pt-4 pb-16 two:px-8 two:pt-8 ${wide ? 'max-w-240' : 'max-w-176'}`}>
      {back ? (
        <BackLink section={back.section} words={strings.back(back.words)} />
      ) : (
        <BackLink words={strings.back(strings.settings)} className="two:hidden" />
      )}
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 ref={heading} tabIndex={-1} className="text-headline font-semibold wrap-anywhere outline-none">
            <bdi>{title}</bdi>
          </h1>
          {meaning && <p className="mt-1 max-w-[64ch] text-message text-muted">{meaning}</p>}
        </div>
        {action}
      </header>
      <div className="flex flex-col gap-5">{children}</div>
    </div>
  );
}

function BackLink({ section, words, className = '' }: { section?: string; words: string; className?: string }) {
  return (
    <div className={`mb-2 ${className}`}>
      <SettingsLink section={section} className="db-button -ms-3 text-muted!" tone="plain">
        <Icon of={ArrowLeft} className="rtl:-scale-x-100" />
        {words}
      </SettingsLink>
    </div>
  );
}
