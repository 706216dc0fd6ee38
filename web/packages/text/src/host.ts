import { read } from './addresses';

/**
 * Where a link truly leads, if its words may make one believe otherwise: they look like another address, the host is
 * not written in plain letters (а is not a), or something that looks like a host stands before an @.
 */
export function hostToShow(words: string, href: string): string | null {
  const { protocol, host, hostname, username, pathname } = new URL(href);
  const said = words.normalize('NFKC').replace(/\p{Cf}/gu, '').toLowerCase();
  if (protocol === 'mailto:') return said.includes('@') && !said.includes(pathname.toLowerCase()) ? pathname : null;
  if (username || (hostname.includes('xn--') && !said.includes(hostname))) return host;
  const address = /^(?:https?:\/\/|www\.)\S+$/u.exec(said.trim())?.[0];
  const full = address?.startsWith('www.') ? `https://${address}` : address;
  const claimed = full ? read(full) : null;
  const named = claimed ? [claimed.hostname] : (said.match(/(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu) ?? []);
  const bare = (name: string) => name.replace(/^www\./u, '');
  return named.every((name) => bare(name) === bare(hostname)) ? null : host;
}
