import { bell, cross, css } from './look';
import { wordIn } from './words';

/** The elements on the page, all of them in one shadow root. */
export interface View {
  host: HTMLElement;
  root: ShadowRoot;
  /** Wears the classes `open` and `ready`. */
  box: HTMLElement;
  button: HTMLButtonElement;
  /** What the frame is called. */
  title: string;
  /** Draws the launcher: a bell, or a cross while open, and how many are unread. */
  draw(open: boolean, unread: number): void;
}

/** Styles that a strict Content-Security-Policy of the page lets pass; an element where a browser is older. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.appendChild(document.createElement('style')).textContent = css;
  }
}

/** Puts the launcher on the page, beside the body: an app that replaces its whole body keeps the frame alive. */
export function createView(locale = ''): View {
  const host = document.createElement('deskbell-launcher');
  const root = host.attachShadow({ mode: 'open' });
  dress(root);
  const box = root.appendChild(document.createElement('div'));
  const button = box.appendChild(document.createElement('button'));
  button.type = 'button';
  const svg = button.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'));
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  const badge = button.appendChild(document.createElement('span'));
  badge.setAttribute('aria-hidden', 'true');
  document.documentElement.appendChild(host);

  const word = wordIn([locale, ...navigator.languages]);

  return {
    title: word || 'Messages',
    host,
    root,
    box,
    button,
    draw(open, unread) {
      const label = word || `${open ? 'Close' : 'Open'} messages`;
      button.setAttribute('aria-label', !open && unread ? `${label}, ${unread}${word ? '' : ' unread'}` : label);
      button.setAttribute('aria-expanded', `${open}`);
      path.setAttribute('d', open ? cross : bell);
      badge.textContent = unread > 99 ? '99+' : `${unread}`;
      badge.hidden = open || !unread;
    },
  };
}
