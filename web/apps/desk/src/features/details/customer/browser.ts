/** What a customer's browser says of itself, in words. Anything may be missing or untrue. Pure. */
import type { CustomerContext } from '@deskbell/protocol';

/** The order matters: most browsers also name those they descend from. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:EdgA?|EdgiOS)\/(\d+)/u, 'Edge'],
  [/\bOPR\/(\d+)/u, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/u, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/u, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]*.*\bSafari\//u, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bLinux\b/u, 'Linux'],
];

/** "Firefox 130 on Windows"; null where nothing is recognised. */
export function browserWords(userAgent: string): string | null {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent));
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (!browser) return system ?? null;
  const [pattern, name] = browser;
  const called = `${name} ${pattern.exec(userAgent)?.[1] ?? ''}`.trim();
  return system ? `${called} on ${system}` : called;
}

/** "German (Switzerland)"; null for what is no language. */
export function languageWords(tag: string): string | null {
  try {
    return tag === '' ? null : (new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? null);
  } catch {
    return null;
  }
}

/** What the clock says where the customer is; null where that is not known. */
export function timeThere(timeZone: string, now: number): string | null {
  try {
    if (timeZone === '') return null;
    return new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(now);
  } catch {
    return null;
  }
}

/** The page and what it is called. Only an address of the web can be followed. */
export function pageOf({ url, title }: CustomerContext): { href: string; words: string } | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href, host, pathname, search } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const named = title?.trim();
  return { href, words: named ? named : pathname === '/' ? host : pathname + search };
}
