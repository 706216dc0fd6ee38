import type { Availability, BoardAgent } from '@deskbell/protocol';
import { Avatar, Button, Dot, Icon } from '@deskbell/ui';
import { Ellipsis, MessagesSquare } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { itemClass, MenuPanel } from '../../shared/ui/Menu';
import { availabilityTones, standing } from '../../shared/words/words';
import { strings } from './strings';
import { useBoardSteps } from './useBoardSteps';

const SETTABLE: readonly Availability[] = ['online', 'away', 'busy', 'offline'];

export interface AgentListProps {
  agents: readonly BoardAgent[];
  onShow: (agent: BoardAgent) => void;
}

/** Who is here, and how much each holds of what they can. */
export function AgentList({ agents, onShow }: AgentListProps) {
  return (
    <section aria-labelledby="board-agents" className="min-w-0">
      <h2 id="board-agents" className="flex h-10 items-center text-message font-semibold">
        {strings.agents}
      </h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {agents.map((one) => (
          <AgentRow key={one.agent.id} one={one} onShow={() => onShow(one)} />
        ))}
        {agents.length === 0 && <li className="px-4 py-6 text-center text-meta text-muted">{strings.noAgents}</li>}
      </ul>
    </section>
  );
}

function AgentRow({ one, onShow }: { one: BoardAgent; onShow: () => void }) {
  const { agent, load, capacity } = one;
  const { setAvailability } = useBoardSteps();
  const { tone, words } = standing(agent.availability, agent.present);
  return (
    <li className="flex min-h-14 items-center gap-3 ps-4 pe-2">
      <Avatar name={agent.name} src={agent.avatarUrl} size={32} />
      <button type="button" onClick={onShow} className="min-w-0 flex-1 cursor-pointer py-2 text-start hover:underline underline-offset-2">
        <span dir="auto" className="oneline block text-meta font-medium">
          {agent.name}
        </span>
        <Dot tone={tone} className="text-label text-muted">
          {words}
        </Dot>
      </button>
      <span className="w-20 shrink-0 text-end text-label text-muted" title={strings.loadWords(agent.name, load, capacity)}>
        <bdi className="db-figures">{strings.load(load, capacity)}</bdi>
        <span
          role="meter"
          aria-label={strings.loadWords(agent.name, load, capacity)}
          aria-valuemin={0}
          aria-valuemax={capacity}
          aria-valuenow={Math.min(load, capacity)}
          className="mt-1 block h-1 overflow-hidden rounded-full bg-line"
        >
          <span className={`block h-full ${load >= capacity ? 'bg-warn' : 'bg-action'}`} style={{ inlineSize: `${share(load, capacity)}%` }} />
        </span>
      </span>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button tone="plain" size="small" shape="square" aria-label={strings.stepsFor(agent.name)}>
            <Icon of={Ellipsis} />
          </Button>
        </DropdownMenu.Trigger>
        <MenuPanel label={strings.stepsFor(agent.name)} align="end">
          <DropdownMenu.Item className={itemClass} onSelect={onShow}>
            <Icon of={MessagesSquare} /> {strings.show}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
          {SETTABLE.filter((value) => value !== agent.availability).map((value) => (
            <DropdownMenu.Item key={value} className={itemClass} onSelect={() => void setAvailability(agent, value)}>
              <span className="grid w-4 place-items-center">
                <Dot tone={availabilityTones[value]}>{null}</Dot>
              </span>
              {strings.set[value]}
            </DropdownMenu.Item>
          ))}
        </MenuPanel>
      </DropdownMenu.Root>
    </li>
  );
}

/** How much of what they can hold they do, in hundredths. */
function share(load: number, capacity: number): number {
  return capacity > 0 ? Math.min(100, Math.round((load / capacity) * 100)) : 100;
}
