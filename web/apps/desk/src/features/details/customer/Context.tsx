import type { CustomerContext } from '@deskbell/protocol';
import { TimeText, useNow } from '@deskbell/ui';
import { Pair } from '../Section';
import { strings } from '../strings';
import { browserWords, languageWords, pageOf, timeThere } from './browser';

/** Where the customer is and with what, as their browser said; none of it is more than a hint. */
export function Context({ context }: { context: CustomerContext }) {
  const now = useNow();
  const page = pageOf(context);
  const browser = browserWords(context.userAgent ?? '');
  const language = languageWords(context.language ?? '');
  const time = timeThere(context.timeZone ?? '', now);
  return (
    <>
      {page && (
        <Pair name={strings.page}>
          <a
            href={page.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            title={page.href}
            className="block truncate text-link underline underline-offset-2"
          >
            <bdi>{page.words}</bdi>
          </a>
          <TimeText at={context.at} format="long" className="block text-label text-muted" />
        </Pair>
      )}
      {browser && <Pair name={strings.browser}>{browser}</Pair>}
      {language && <Pair name={strings.language}>{language}</Pair>}
      {time && (
        <Pair name={strings.localTime}>
          <span className="db-figures" title={context.timeZone ?? undefined}>
            {time}
          </span>
        </Pair>
      )}
    </>
  );
}
