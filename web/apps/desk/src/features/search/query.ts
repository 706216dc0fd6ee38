/** What is searched for. It stands in the page's address. Pure. */
import type { SearchQuery } from '@deskbell/client';
import type { Found, Status } from '@deskbell/protocol';

/** Words and what narrows them; absent is not narrowed by it. */
export interface Sought {
  readonly q: string;
  readonly status?: Status;
  /** Ids and names. */
  readonly agent?: string;
  readonly label?: string;
  /** Days, "2026-11-27", in the reader's time zone; both belong to it. */
  readonly from?: string;
  readonly to?: string;
}

export const STATUSES: readonly Status[] = ['open', 'active', 'resolved', 'closed'];
/** Results of one page. */
export const PAGE = 30;
/** Longer words are not searched for. */
export const LONGEST = 200;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address; what it does not know is left out. */
export function readSought(raw: Record<string, unknown>): Sought {
  const text = (name: keyof Sought) => {
    const value = raw[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined;
  };
  const day = (name: 'from' | 'to') => {
    const value = text(name);
    return value && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  };
  const sought = {
    status: STATUSES.find((one) => one === raw.status),
    agent: text('agent'),
    label: text('label'),
    from: day('from'),
    to: day('to'),
  };
  const known = Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== undefined));
  return { q: text('q') ?? '', ...known };
}

/** The same as the server is asked. */
export function queryOf({ q, status, agent, label, from, to }: Sought): SearchQuery {
  return {
    q: q.trim(),
    status,
    agentId: agent,
    label,
    from: from && startOf(from, 0),
    to: to && startOf(to, 1),
    limit: PAGE,
  };
}

/** Whether anything beside words narrows it. */
export function isNarrowed({ q: _q, ...rest }: Sought): boolean {
  return Object.values(rest).some((value) => value !== undefined);
}

/** Tells two results apart. */
export const keyOf = ({ conversationId, entryId, kind }: Found): string => `${conversationId} ${entryId ?? kind}`;

/** A text in pieces: what was searched for, and what stands around it. Marks may lie badly: nothing is lost then. */
export function pieces(text: string, marks: Found['marks']): readonly { readonly text: string; readonly found: boolean }[] {
  const out: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const [start, length] of marks.toSorted(([a], [b]) => a - b)) {
    const end = Math.min(start + length, text.length);
    if (start < at || end <= start) continue;
    out.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  out.push({ text: text.slice(at), found: false });
  return out.filter((piece) => piece.text !== '');
}

/** The first moment of a day here, or of one some days later. */
function startOf(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}
