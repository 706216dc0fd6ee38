import type { AuditRow, Page } from '@deskbell/protocol';
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useDesk } from '../../../shared/desk/context';

/** Lines asked for at once. */
const AT_ONCE = 50;

/** What narrows the log; empty is no filter. */
export interface AuditFilter {
  action: string;
  actor: string;
}

/** The log, newest first, page by page. */
export function useAudit({ action, actor }: AuditFilter): UseInfiniteQueryResult<InfiniteData<Page<AuditRow>>> {
  const { client } = useDesk();
  return useInfiniteQuery({
    queryKey: ['audit', action, actor],
    queryFn: ({ pageParam }) => client.rest.settings.audit({ ...asked({ action, actor }), limit: AT_ONCE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** Where the same lines are to be had as a table for other programs. */
export function exportAddress(filter: AuditFilter): string {
  const pairs = Object.entries(asked(filter)).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/api/v1/audit?${new URLSearchParams([['format', 'csv'], ...pairs]).toString()}`;
}

function asked({ action, actor }: AuditFilter): { action: string | undefined; actorId: string | undefined } {
  return { action: action || undefined, actorId: actor || undefined };
}
