import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Line } from '../lines/lines';

/** Where the reader is, and how they get to the end. */
export interface Follow {
  /** The timeline has been put where reading begins. */
  readonly placed: boolean;
  readonly atEnd: boolean;
  /** Letters of others that came below while the reader was elsewhere. */
  readonly below: number;
  toEnd(): void;
}

type Virtual = Virtualizer<HTMLDivElement, Element>;

/**
 * Begins at what is new, else at the end; stays at the end only while the reader is there. One's own message
 * always leads there.
 */
export function useFollow(virtual: Virtual, lines: readonly Line[]): Follow {
  const [placed, setPlaced] = useState(false);
  const [seenKey, setSeenKey] = useState<string | null>(null);
  const lastKey = lines.at(-1)?.key ?? null;
  const sending = lines.findLast((line) => line.kind === 'letter' && line.item.pending !== undefined)?.key ?? null;
  const sent = useRef(sending);

  useLayoutEffect(() => {
    if (placed || lines.length === 0) return;
    const unread = lines.findIndex((line) => line.kind === 'unread');
    if (unread > 0) virtual.scrollToIndex(unread, { align: 'start' });
    else virtual.scrollToEnd();
    setPlaced(true);
  }, [placed, lines, virtual]);

  useLayoutEffect(() => {
    if (sending !== null && sending !== sent.current) virtual.scrollToEnd();
    sent.current = sending;
  }, [sending, virtual]);

  useStaying(virtual);
  const atEnd = !placed || virtual.isAtEnd();
  if (atEnd && seenKey !== lastKey) setSeenKey(lastKey);
  const toEnd = () => virtual.scrollToEnd();
  return { placed, atEnd, below: atEnd ? 0 : lettersAfter(lines, seenKey), toEnd };
}

/** The composer grows, a keyboard comes: whoever was at the end stays there. */
function useStaying(virtual: Virtual): void {
  const atEnd = useRef(true);
  const scroller = virtual.scrollElement;
  useEffect(() => {
    if (!scroller) return undefined;
    const scrolled = () => {
      atEnd.current = virtual.isAtEnd();
    };
    const resized = new ResizeObserver(() => {
      if (atEnd.current) virtual.scrollToEnd();
    });
    scroller.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, [scroller, virtual]);
}

function lettersAfter(lines: readonly Line[], key: string | null): number {
  let count = 0;
  for (let index = lines.length - 1; index >= 0 && lines[index]?.key !== key; index -= 1) {
    const line = lines[index];
    if (line?.kind === 'letter' && !line.item.own) count += 1;
  }
  return count;
}
