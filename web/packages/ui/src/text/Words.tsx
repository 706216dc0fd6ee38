import { hasMarkup, splitAddresses } from '@deskbell/text/addresses';
import { Fragment, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Address } from './Address';
import type * as Loaded from './Formatted';

export interface WordsProps {
  text: string;
  /** Draws a piece of plain text, for whoever marks names in it. */
  leaf?: (text: string) => ReactNode;
}

let formatter: typeof Loaded | null = null;
let loading: Promise<void> | null = null;
const watchers = new Set<() => void>();

/** Fetches what draws formatted text, once. Whoever is about to show messages asks early, so that nothing changes later. */
export function loadFormatter(): Promise<void> {
  loading ??= import('./Formatted').then(
    (loaded) => {
      formatter = loaded;
      for (const watcher of watchers) watcher();
    },
    () => {
      // No line: the text stands as it was written, and the next one asks again.
      loading = null;
    },
  );
  return loading;
}

/** What somebody wrote as it is read aloud: without its marks, as soon as these are understood. */
export const saidWords = (text: string): string => (hasMarkup(text) ? (formatter?.plainly(text) ?? text) : text);

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/**
 * What somebody wrote: formatting is drawn, addresses can be followed, everything else is only text. Stands in an
 * element that may hold blocks.
 */
export function Words(props: WordsProps) {
  return hasMarkup(props.text) ? <Marked {...props} /> : <Plain {...props} />;
}

function Marked(props: WordsProps) {
  const Drawn = useSyncExternalStore(watch, () => formatter)?.Formatted;
  useEffect(() => void loadFormatter(), []);
  return Drawn ? <Drawn {...props} /> : <Plain {...props} />;
}

function Plain({ text, leaf = asIs }: WordsProps) {
  return (
    <>
      {splitAddresses(text).map((part, at) =>
        part.href ? (
          <Address key={at} href={part.href}>
            {part.text}
          </Address>
        ) : (
          <Fragment key={at}>{leaf(part.text)}</Fragment>
        ),
      )}
    </>
  );
}

const asIs = (text: string): ReactNode => text;
