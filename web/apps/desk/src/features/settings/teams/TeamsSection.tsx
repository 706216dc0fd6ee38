import { UsersRound } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { strings } from './strings';
import { TeamForm } from './TeamForm';

const HERE = { section: 'teams', words: strings.title };

/** The teams of the organisation. */
export function TeamsSection({ item }: { item: string | undefined }) {
  const teams = useRecords('teams');
  if (item !== undefined) {
    return (
      <ItemOf of={teams} item={item} back={HERE}>
        {(team) => <TeamForm team={team} back={HERE} />}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={teams}
      empty={{ of: UsersRound, title: strings.none, meaning: strings.noneMeaning }}
      row={({ id, name, agentCount }) => (
        <Row key={id} section={HERE.section} item={id} title={name} end={strings.agents(agentCount)} />
      )}
    />
  );
}
