import { Avatar, Dot, Icon } from '@deskbell/ui';
import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { useColleagues, type Colleague } from '../desk/queries';
import { useRecords } from '../desk/records';
import type { Goal } from '../teamwork/teamwork';
import { standing } from '../words/words';
import { PickList, type PickItem } from './PickList';
import { pickStrings as strings } from './strings';

export interface GoalListProps {
  label: string;
  /** Whether a whole team may be picked too. */
  teams?: boolean;
  /** Who is left out: whoever holds it already. */
  but?: string | null;
  onPick: (goal: Goal) => void;
}

type GoalItem = PickItem & { readonly goal: Goal };

/** To whom: agents, those who are here first, and teams. */
export function GoalList({ label, teams = false, but = null, onPick }: GoalListProps) {
  const colleagues = useColleagues();
  const { data } = useRecords('teams');
  const items = useMemo<readonly GoalItem[]>(() => {
    const agents = colleagues.filter(({ id }) => id !== but).map(agentItem);
    const groups = teams ? (data ?? []).map(({ id, name, agentCount }) => teamItem(id, name, agentCount)) : [];
    return [...agents, ...groups];
  }, [colleagues, data, teams, but]);
  return (
    <PickList label={label} placeholder={strings.search} items={items} nothing={strings.nobody} onPick={({ goal }) => onPick(goal)} />
  );
}

function agentItem({ id, name, avatarUrl, availability, present }: Colleague): GoalItem {
  const { tone, words } = standing(availability, present);
  return {
    key: id,
    words: name,
    goal: { kind: 'agent', id, name },
    mark: <Avatar name={name} src={avatarUrl} size={24} />,
    meaning: <Dot tone={tone}>{words}</Dot>,
  };
}

function teamItem(id: string, name: string, agentCount: number): GoalItem {
  return {
    key: id,
    words: name,
    goal: { kind: 'team', id, name },
    mark: (
      <span className="grid size-6 place-items-center rounded-full bg-sunken text-muted">
        <Icon of={UsersRound} />
      </span>
    ),
    meaning: strings.team,
    aside: strings.agents(agentCount),
  };
}
