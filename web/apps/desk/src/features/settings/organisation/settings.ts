import type { OrganisationSettings } from '@deskbell/protocol';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useDesk } from '../../../shared/desk/context';

const KEY = ['settings'] as const;

/** What holds for the whole organisation. */
export function useOrganisation(): UseQueryResult<OrganisationSettings> {
  const { client } = useDesk();
  return useQuery({ queryKey: KEY, queryFn: () => client.rest.settings.organisation() });
}

/** Changes a part of it. */
export function useChangeOrganisation(): (patch: Partial<OrganisationSettings>) => Promise<void> {
  const { client } = useDesk();
  const queries = useQueryClient();
  return async (patch) => {
    queries.setQueryData(KEY, await client.rest.settings.changeOrganisation(patch));
  };
}
