import type { Place } from './place';

/** Languages written from right to left. */
const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction in which somebody with this language reads. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** Gives the document its direction, and on a page of our own the height that a phone's keyboard leaves. */
export function dress(root: HTMLElement, place: Place): void {
  root.dir = directionOf(navigator.language);
  const seen = window.visualViewport;
  // In a frame the page around it sees to this.
  if (place.kind === 'frame' || !seen) return;
  const follow = () => {
    if (seen.scale !== 1) return;
    root.style.setProperty('--height', `${seen.height}px`);
    root.style.setProperty('--top', `${seen.offsetTop}px`);
  };
  seen.addEventListener('resize', follow);
  seen.addEventListener('scroll', follow);
}
