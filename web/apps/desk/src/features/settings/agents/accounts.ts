import type { AccountPatch, Agent } from '@deskbell/protocol';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useDesk } from '../../../shared/desk/context';
import { keys } from '../../../shared/desk/queries';
import { useRecordsChanged } from '../../../shared/desk/records';

const KEY = [...keys.agents, 'accounts'] as const;

/** Every account, the active ones first, by name. */
export function useAccounts(): UseQueryResult<readonly Agent[]> {
  const { client } = useDesk();
  return useQuery({ queryKey: KEY, queryFn: async () => sorted((await client.rest.agents()).items) });
}

/** Changes an account, and has everybody who shows it ask anew. */
export function useChangeAccount(id: string): (patch: AccountPatch) => Promise<void> {
  const { client, me, changeMe } = useDesk();
  const queries = useQueryClient();
  const changed = useRecordsChanged();
  return async (patch) => {
    const account = await client.rest.settings.changeAgent(id, patch);
    if (id === me.id) changeMe(account);
    await Promise.all([queries.invalidateQueries({ queryKey: keys.agents }), patch.teamIds ? changed('teams') : undefined]);
  };
}

function sorted(accounts: readonly Agent[]): readonly Agent[] {
  return [...accounts].sort(
    (left, right) => Number(right.active) - Number(left.active) || left.name.localeCompare(right.name),
  );
}
