/** Styles that come with what is loaded on demand; an element where a browser is older. */
export function adopt(css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    document.head.appendChild(document.createElement('style')).textContent = css;
  }
}
