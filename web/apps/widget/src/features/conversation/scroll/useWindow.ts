import { useCallback, useState } from 'react';
import { firstFrom, type Row } from '../rows';

/** Rows drawn at first, and added each time the beginning comes near. */
const STEP = 60;

/** The rows that are drawn: a stretch up to the newest that grows while one scrolls back, and is cut again at the end. */
export interface Window {
  readonly shown: readonly Row[];
  /** Draws more, or says that there is nothing more to draw. */
  readonly grow: () => boolean;
  /** Cuts what is far above, for the newest is in view. */
  readonly cut: () => void;
}

const beginning = (rows: readonly Row[], at: number) => rows[Math.max(0, at)]?.seq ?? 0;

/** Keeps the page light however long the conversation is. */
export function useWindow(rows: readonly Row[]): Window {
  const [start, setStart] = useState(() => beginning(rows, rows.length - STEP));
  const at = firstFrom(rows, start);
  const grow = useCallback(() => {
    if (at === 0) return false;
    setStart(beginning(rows, at - STEP));
    return true;
  }, [rows, at]);
  const cut = useCallback(() => {
    if (rows.length - at > 3 * STEP) setStart(beginning(rows, rows.length - STEP));
  }, [rows, at]);
  return { shown: at === 0 ? rows : rows.slice(at), grow, cut };
}
