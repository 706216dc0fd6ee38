import type { Agent } from '@deskbell/protocol';
import { Avatar, VisuallyHidden } from '@deskbell/ui';
import { UserRound } from 'lucide-react';
import { useDesk } from '../../../shared/desk/context';
import { useRecords } from '../../../shared/desk/records';
import { roleWords } from '../../../shared/words/words';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { useAccounts } from './accounts';
import { AgentPage } from './AgentPage';
import { InvitationRows } from './InvitationRows';
import { InvitePage } from './InvitePage';
import { strings } from './strings';

const HERE = { section: 'agents', words: strings.title };

/** The accounts of everybody who answers, and the invitations that are open. */
export function AgentsSection({ item }: { item: string | undefined }) {
  const accounts = useAccounts();
  const { me } = useDesk();
  const teams = useRecords('teams').data ?? [];
  if (item !== undefined) {
    return (
      <ItemOf of={accounts} item={item} back={HERE}>
        {(account) => (account ? <AgentPage account={account} back={HERE} /> : <InvitePage back={HERE} />)}
      </ItemOf>
    );
  }
  const factsOf = ({ role, teamIds, active }: Agent) => {
    if (!active) return strings.inactive;
    const names = teams.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name);
    return strings.facts(roleWords[role], names.join(', '));
  };
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.invite}
      of={accounts}
      empty={{ of: UserRound, title: strings.none, meaning: strings.noneMeaning }}
      above={<InvitationRows />}
      row={(account) => (
        <Row
          key={account.id}
          section={HERE.section}
          item={account.id}
          title={account.id === me.id ? `${account.name} (${strings.you})` : account.name}
          meta={factsOf(account)}
          mark={<Avatar name={account.name} src={account.avatarUrl} size={32} />}
          end={account.active && <Capacity of={account.capacity} />}
        />
      )}
    />
  );
}

/** How much somebody takes at once. */
function Capacity({ of }: { of: number }) {
  return (
    <span dir="auto" className="tabular-nums" title={strings.takesWords}>
      {strings.takes(of)} <VisuallyHidden>{strings.takesWords}</VisuallyHidden>
    </span>
  );
}
