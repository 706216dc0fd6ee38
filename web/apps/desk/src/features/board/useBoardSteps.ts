import type { Agent, Availability } from '@deskbell/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useDesk } from '../../shared/desk/context';
import { done } from '../../shared/desk/done';
import { useOperations, type Held, type NewAssignee } from '../../shared/desk/operations';
import { keys } from '../../shared/desk/queries';
import { say } from '../../shared/ui/toasts';
import { availabilityWords } from '../../shared/words/words';
import { strings } from './strings';
import { BOARD } from './useBoard';

/** What a supervisor does from the board; what goes wrong is said. */
export interface BoardSteps {
  give(conversation: Held, to: NewAssignee): Promise<void>;
  setAvailability(agent: Agent, availability: Availability): Promise<void>;
  /** Asks for the board anew. */
  refresh(): void;
}

/** The steps of whoever sits at this desk. */
export function useBoardSteps(): BoardSteps {
  const { client } = useDesk();
  const queries = useQueryClient();
  const { assign } = useOperations();
  const refresh = () => {
    for (const queryKey of [BOARD, keys.agents, keys.lists]) void queries.invalidateQueries({ queryKey });
  };
  const set = async (agentId: string, availability: Availability) => {
    await client.rest.setAvailability(agentId, availability);
    refresh();
  };
  return {
    give: async (conversation, to) => {
      await assign(conversation, to);
      refresh();
    },
    setAvailability: async ({ id, name, availability: before }, availability) => {
      const action = { label: strings.undo, run: () => void done(set(id, before)) };
      await done(set(id, availability), () => say(strings.nowIs(name, availabilityWords[availability]), { action, about: id }));
    },
    refresh,
  };
}
