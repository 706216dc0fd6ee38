/** Addresses as people write them, and which of them may be followed. Small: this part is in the first load. */

/** A piece of a text; an address where it has an `href`. */
export interface Address {
  readonly text: string;
  readonly href: string | null;
}

/** What ends an address also where no space does: quotes, angles, Chinese and Arabic punctuation. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'`\u3000-\u303f\uff01-\uff5e،؛؟]+|[\w.%+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24}/giu;
/** What ends a sentence does not belong to its address. */
const ENDING = /[.,:;!?\]}*~_]/u;
/** A sign that a text may be more than words and plain addresses: one with an @ or foreign letters may deceive. */
const MARKUP = /[*~`]|\]\(|:\/\/[^\s/]*[^\s\x21-\x3f\x41-\x7e]|^ {0,3}(?:>|- |\d+\. )/mu;

/** Whether it is worth parsing: a text without any sign of formatting is words and addresses only. */
export const hasMarkup = (text: string): boolean => MARKUP.test(text);

/** The address in its full form if it may be followed: the web and mail, and nothing that runs or reads. */
export function safeHref(address: string): string | null {
  return /^(?:https?:\/\/|mailto:)\S+$/iu.test(address) ? (read(address)?.href ?? null) : null;
}

/** The address, where it is one. */
export function read(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** The same without what follows it: a bracket belongs to it only where it was opened in it. */
function trimmed(found: string): string {
  let end = found.length;
  let open = 0;
  for (const sign of found) open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = found[end - 1]!;
    if (last === ')' && open < 0) open += 1;
    else if (!ENDING.test(last)) break;
  }
  return found.slice(0, end);
}

/** The address that begins a match of `ADDRESS`, with where it leads. */
export function addressOf(found: string): Address {
  const text = trimmed(found);
  const scheme = /^https?:/iu.test(text) ? '' : /^www\./iu.test(text) ? 'https://' : 'mailto:';
  return { text, href: safeHref(scheme + text) };
}

/** A text with its addresses, in order; together they are the text again. */
export function splitAddresses(text: string): Address[] {
  const parts: Address[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = addressOf(found[0]);
    if (!address.href) continue;
    if (found.index > at) parts.push({ text: text.slice(at, found.index), href: null });
    parts.push(address);
    at = found.index + address.text.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null });
  return parts;
}
