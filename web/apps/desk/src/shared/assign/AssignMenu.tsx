import type { Conversation } from '@deskbell/protocol';
import { Avatar, Button, Icon, VisuallyHidden } from '@deskbell/ui';
import { ChevronDown, UserRound } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useDesk } from '../desk/context';
import { MenuPanel } from '../ui/Menu';
import { AssignItems } from './AssignItems';
import { assignStrings as strings } from './strings';

export interface AssignMenuProps {
  conversation: Conversation;
  className?: string;
}

/** Who holds a conversation, and a menu to give it to somebody else. */
export function AssignMenu({ conversation, className = '' }: AssignMenuProps) {
  const { me } = useDesk();
  const { assignee, assigneeId, status } = conversation;
  const name = !assigneeId ? strings.nobody : assigneeId === me.id ? strings.you : (assignee?.name ?? '');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={status === 'closed'}>
        <Button tone="plain" size="small" className={className}>
          <VisuallyHidden>{strings.label}: </VisuallyHidden>
          {assigneeId && assignee ? (
            <Avatar name={assignee.name} src={assignee.avatarUrl} size={20} />
          ) : (
            <Icon of={UserRound} className="text-faint" />
          )}
          <bdi className="min-w-0 truncate">{name}</bdi>
          {status !== 'closed' && <Icon of={ChevronDown} className="text-faint" />}
        </Button>
      </DropdownMenu.Trigger>
      <MenuPanel label={strings.label} align="end">
        <AssignItems conversation={conversation} />
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
