/** Where the widget runs: which inbox it belongs to and which page holds it. */
export interface Place {
  /** Null when the address names none. */
  readonly inboxId: string | null;
  /** The exact origin of the page that holds the frame; null on a page of its own, or where none was named. */
  readonly host: string | null;
  /** `frame`: inside somebody's page. `page`: the whole window is ours. */
  readonly kind: 'frame' | 'page';
}

/** Reads `/widget/?inbox=ID&host=ORIGIN` or `/c/INBOX`. */
export function readPlace(address: URL, framed: boolean): Place {
  const standalone = /^\/c\/([^/]+)\/?$/.exec(address.pathname)?.[1];
  const inboxId = standalone === undefined ? address.searchParams.get('inbox') : decode(standalone);
  const host = framed && standalone === undefined ? exactOrigin(address.searchParams.get('host')) : null;
  return { inboxId: inboxId || null, host, kind: framed ? 'frame' : 'page' };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The text itself when it is an origin and nothing more; a message is addressed to nobody else. */
function exactOrigin(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return origin === text && origin !== 'null' ? origin : null;
}
