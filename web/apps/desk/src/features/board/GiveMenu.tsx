import { Button, Icon } from '@deskbell/ui';
import { UserRoundCheck, UserRoundPlus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { AssignItems } from '../../shared/assign/AssignItems';
import { useDesk } from '../../shared/desk/context';
import type { Held } from '../../shared/desk/operations';
import { MenuPanel } from '../../shared/ui/Menu';
import { strings } from './strings';
import { useBoardSteps } from './useBoardSteps';

export interface GiveMenuProps {
  conversation: Held;
  customer: string;
}

/** Takes a conversation over, or hands it out to somebody. */
export function GiveMenu({ conversation, customer }: GiveMenuProps) {
  const { me } = useDesk();
  const { give } = useBoardSteps();
  return (
    <span className="flex shrink-0 gap-0.5">
      {conversation.assigneeId !== me.id && (
        <Button
          tone="plain"
          size="small"
          aria-label={strings.takeOverOf(customer)}
          title={strings.takeOver}
          onClick={() => void give(conversation, me)}
        >
          <Icon of={UserRoundCheck} />
          <span className="hidden three:inline">{strings.takeOver}</span>
        </Button>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button tone="plain" size="small" aria-label={strings.handOutOf(customer)} title={strings.handOut}>
            <Icon of={UserRoundPlus} />
            <span className="hidden three:inline">{strings.handOut}</span>
          </Button>
        </DropdownMenu.Trigger>
        <MenuPanel label={strings.handOut} align="end">
          <AssignItems conversation={conversation} />
        </MenuPanel>
      </DropdownMenu.Root>
    </span>
  );
}
