import type { Virtualizer, VirtualItem } from '@tanstack/react-virtual';

/**
 * Whether what is read stays in place when a line above it turns out larger or smaller. Also while scrolling up:
 * when an earlier page arrives, the first line of the later one may join a group there and lose its heading.
 */
export function staysBelow(item: VirtualItem, _delta: number, virtual: Virtualizer<HTMLDivElement, Element>): boolean {
  const top = virtual.scrollOffset ?? 0;
  const measuredBefore = virtual.itemSizeCache.has(item.key);
  return measuredBefore ? item.end <= top : item.start < top;
}
