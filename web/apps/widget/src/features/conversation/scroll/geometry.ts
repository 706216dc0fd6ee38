/** Where things stand in a scrolling box. Bubbles carry `data-key`, those of entries also `data-seq`. */

/** Nearer to the end than this counts as being there. */
const END_PX = 40;
/** So much of a bubble must be in view before it counts as seen. */
const SEEN_PX = 20;

/** A bubble and where its upper edge stood. */
export interface Anchor {
  readonly key: string;
  readonly top: number;
}

/** Whether the newest is in view. */
export function isAtEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < END_PX;
}

/** The first bubble in view. */
export function anchorOf(box: HTMLElement): Anchor | null {
  const bubbles = box.querySelectorAll<HTMLElement>('[data-key]');
  const edge = box.getBoundingClientRect().top;
  const bubble = bubbles[firstIndex(bubbles.length, (at) => bubbles[at]!.getBoundingClientRect().bottom > edge)];
  const key = bubble?.dataset.key;
  return bubble && key !== undefined ? { key, top: bubble.getBoundingClientRect().top } : null;
}

/** Scrolls so that the anchor stands where it stood, whatever came or went above it. */
export function restore(box: HTMLElement, anchor: Anchor): void {
  for (const bubble of box.querySelectorAll<HTMLElement>('[data-key]')) {
    if (bubble.dataset.key !== anchor.key) continue;
    const moved = bubble.getBoundingClientRect().top - anchor.top;
    if (moved !== 0) box.scrollTop += moved;
    return;
  }
}

/** The newest seq of which enough is in view to be seen; 0 when there is none. */
export function lastSeenSeq(box: HTMLElement): number {
  const bubbles = box.querySelectorAll<HTMLElement>('[data-seq]');
  const edge = box.getBoundingClientRect().bottom - SEEN_PX;
  const below = firstIndex(bubbles.length, (at) => bubbles[at]!.getBoundingClientRect().top > edge);
  return Number(bubbles[below - 1]?.dataset.seq ?? 0);
}

/** The first index that holds, where all before it do not and all after it do; `length` when none does. */
export function firstIndex(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
