import type { Place } from '../place';

/** On a page of our own: the height that a phone's keyboard leaves. */
export function dress(root: HTMLElement, place: Place): void {
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
