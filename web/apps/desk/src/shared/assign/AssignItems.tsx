import { Avatar, Dot, Icon } from '@deskbell/ui';
import { Check, Inbox } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useDesk } from '../desk/context';
import { useOperations, type Held } from '../desk/operations';
import { useColleagues, type Colleague } from '../desk/queries';
import { itemClass } from '../ui/Menu';
import { standing } from '../words/words';
import { assignStrings as strings } from './strings';

/** The lines of a menu by which a conversation is given to somebody, or back into the queue. */
export function AssignItems({ conversation }: { conversation: Held }) {
  const { me } = useDesk();
  const { assign } = useOperations();
  const colleagues = useColleagues();
  const mine = colleagues.find((one) => one.id === me.id) ?? me;
  const others = colleagues.filter((one) => one.id !== me.id);
  const holder = conversation.assigneeId ?? null;
  const give = (to: Colleague) => {
    if (to.id !== holder) void assign(conversation, to);
  };
  return (
    <>
      <AgentItem agent={mine} name={strings.me} held={holder === me.id} onSelect={() => give(mine)} />
      {others.length > 0 && <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />}
      {others.map((agent) => (
        <AgentItem key={agent.id} agent={agent} name={agent.name} held={holder === agent.id} onSelect={() => give(agent)} />
      ))}
      <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
      <DropdownMenu.Item className={itemClass} disabled={holder === null} onSelect={() => void assign(conversation, null)}>
        <span className="grid w-6 place-items-center">
          <Icon of={Inbox} />
        </span>
        {strings.queue}
      </DropdownMenu.Item>
    </>
  );
}

interface AgentItemProps {
  agent: Colleague;
  name: string;
  held: boolean;
  onSelect: () => void;
}

function AgentItem({ agent, name, held, onSelect }: AgentItemProps) {
  const { tone, words } = standing(agent.availability, agent.present);
  return (
    <DropdownMenu.Item className={itemClass} onSelect={onSelect} textValue={name}>
      <Avatar name={agent.name} src={agent.avatarUrl} size={24} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{name}</bdi>
        <Dot tone={tone} className="text-label text-muted">
          {words}
        </Dot>
      </span>
      {held && <Icon of={Check} label={strings.holds} />}
    </DropdownMenu.Item>
  );
}
