import type { Conversation } from '@deskbell/protocol';
import { Avatar, Dot, Icon } from '@deskbell/ui';
import { Check, Flag, Inbox, Minus, Tag, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useColleagues } from '../../../shared/desk/queries';
import { useRecords } from '../../../shared/desk/records';
import { useAction } from '../../../shared/keys/actions';
import { hintOf, type ActionId } from '../../../shared/keys/bindings';
import { ColorMark } from '../../../shared/ui/ColorMark';
import { IconButton } from '../../../shared/ui/IconButton';
import { itemClass, MenuPanel } from '../../../shared/ui/Menu';
import { priorityWords, standing } from '../../../shared/words/words';
import { PRIORITIES } from '../filter';
import type { Change } from './bulk';
import { strings } from './strings';

interface RunProps {
  run: (change: Change) => void;
}

interface BulkMenuProps {
  of: typeof Flag;
  label: string;
  /** What opens it by key. */
  action: ActionId;
  children: ReactNode;
}

function BulkMenu({ of, label, action, children }: BulkMenuProps) {
  const [open, setOpen] = useState(false);
  useAction(action, () => setOpen(true), true, 'first');
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <IconButton of={of} size="small" label={label} hint={hintOf(action)} />
      </DropdownMenu.Trigger>
      <MenuPanel label={label} align="end">
        {children}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}

/** Gives all of them to somebody, or back into the queue. */
export function AssignMany({ run }: RunProps) {
  const { me } = useDesk();
  const colleagues = useColleagues();
  const give = (agentId: string | null) => run({ action: 'assign', params: { agentId } });
  const first = colleagues.filter((one) => one.id === me.id);
  return (
    <BulkMenu of={UserRound} label={strings.assign} action="conversation.assignTo">
      {[...first, ...colleagues.filter((one) => one.id !== me.id)].map((agent) => {
        const { tone, words } = standing(agent.availability, agent.present);
        return (
          <DropdownMenu.Item key={agent.id} className={itemClass} textValue={agent.name} onSelect={() => give(agent.id)}>
            <Avatar name={agent.name} src={agent.avatarUrl} size={24} />
            <span className="min-w-0 flex-1">
              <bdi className="block truncate">{agent.id === me.id ? strings.toMe : agent.name}</bdi>
              <Dot tone={tone} className="text-label text-muted">
                {words}
              </Dot>
            </span>
          </DropdownMenu.Item>
        );
      })}
      <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
      <DropdownMenu.Item className={itemClass} onSelect={() => give(null)}>
        <span className="grid w-6 place-items-center">
          <Icon of={Inbox} />
        </span>
        {strings.toQueue}
      </DropdownMenu.Item>
    </BulkMenu>
  );
}

/** Puts a label on all of them; takes it from all where all have it. */
export function LabelMany({ run, targets }: RunProps & { targets: readonly Conversation[] }) {
  const labels = useRecords('labels').data ?? [];
  return (
    <BulkMenu of={Tag} label={strings.label} action="chosen.label">
      {labels.length === 0 && <p className="max-w-56 px-2 py-1.5 text-meta text-muted">{strings.noLabels}</p>}
      {labels.map(({ id, name, color }) => {
        const have = targets.filter((one) => one.labels?.includes(name)).length;
        const all = have === targets.length;
        const params = all ? { remove: [name] } : { add: [name] };
        return (
          <DropdownMenu.CheckboxItem
            key={id}
            checked={all || (have > 0 && 'indeterminate')}
            className={itemClass}
            onSelect={() => run({ action: 'label', params })}
          >
            <span className="w-4">{have > 0 && <Icon of={all ? Check : Minus} />}</span>
            <ColorMark color={color} />
            <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
          </DropdownMenu.CheckboxItem>
        );
      })}
    </BulkMenu>
  );
}

/** One priority for all of them. */
export function PrioritizeMany({ run }: RunProps) {
  return (
    <BulkMenu of={Flag} label={strings.priority} action="chosen.priority">
      {PRIORITIES.map((priority) => (
        <DropdownMenu.Item key={priority} className={itemClass} onSelect={() => run({ action: 'priority', params: { priority } })}>
          {priorityWords[priority]}
        </DropdownMenu.Item>
      ))}
    </BulkMenu>
  );
}
