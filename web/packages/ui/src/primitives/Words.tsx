import { Fragment } from 'react';

/** An address somebody wrote. What ends a sentence does not belong to it. */
const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]}]/giu;

/** A text with its web addresses, in order. */
export function splitLinks(text: string): { text: string; href: string | null }[] {
  const parts: { text: string; href: string | null }[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), href: null });
    parts.push({ text: found[0], href: URL.canParse(found[0]) ? found[0] : null });
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null });
  return parts;
}

/** Text as it was written; web addresses can be followed and everything else is only text. */
export function Words({ text }: { text: string }) {
  return (
    <>
      {splitLinks(text).map((part, at) =>
        part.href ? (
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          <Fragment key={at}>{part.text}</Fragment>
        ),
      )}
    </>
  );
}
