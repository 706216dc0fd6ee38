import type { Conversation } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Ban, Check, Ellipsis, Info, RotateCcw } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { AssignItems } from '../../shared/assign/AssignItems';
import { useDesk } from '../../shared/desk/context';
import { useOperations } from '../../shared/desk/operations';
import { useAction } from '../../shared/keys/actions';
import { Confirm } from '../../shared/ui/Confirm';
import { MenuPanel, itemClass } from '../../shared/ui/Menu';
import { strings } from './strings';

export interface StepsProps {
  conversation: Conversation;
  onDetails: () => void;
}

/** What can be done with a conversation as it stands: take it, resolve or reopen it, close it. */
export function Steps({ conversation, onDetails }: StepsProps) {
  const { me } = useDesk();
  const { assign, resolve, reopen, close } = useOperations();
  const [asking, setAsking] = useState(false);
  const { status, assigneeId } = conversation;
  const closed = status === 'closed';
  const live = status === 'open' || status === 'active';
  const canTake = !closed && assigneeId !== me.id;
  const take = () => void assign(conversation, me);
  const settle = () => void resolve(conversation);
  const open = () => void reopen(conversation);
  useAction('conversation.assign', take, canTake);
  useAction('conversation.resolve', settle, live);
  useAction('conversation.reopen', open, status === 'resolved');
  useAction('conversation.close', () => setAsking(true), !closed);

  return (
    <div className="flex shrink-0 items-center gap-1.5">
      {canTake && (
        <Button size="small" className="hidden! two:inline-flex!" onClick={take}>
          {strings.assignToMe}
        </Button>
      )}
      {live && (
        <Button size="small" onClick={settle}>
          <Icon of={Check} /> {strings.resolve}
        </Button>
      )}
      {status === 'resolved' && (
        <Button size="small" onClick={open}>
          <Icon of={RotateCcw} /> {strings.reopen}
        </Button>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button tone="plain" size="small" shape="square" aria-label={strings.more}>
            <Icon of={Ellipsis} />
          </Button>
        </DropdownMenu.Trigger>
        <MenuPanel label={strings.more} align="end">
          <DropdownMenu.Item className={itemClass} onSelect={onDetails}>
            <Icon of={Info} /> {strings.details}
          </DropdownMenu.Item>
          {!closed && (
            <>
              <DropdownMenu.Item className={`${itemClass} text-bad`} onSelect={() => setAsking(true)}>
                <Icon of={Ban} /> {strings.close}
              </DropdownMenu.Item>
              <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
              <DropdownMenu.Group>
                <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-label text-faint">{strings.assign}</DropdownMenu.Label>
                <AssignItems conversation={conversation} />
              </DropdownMenu.Group>
            </>
          )}
        </MenuPanel>
      </DropdownMenu.Root>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={strings.confirmTitle}
        meaning={strings.confirmMeaning(conversation.customer?.name ?? '')}
        yes={strings.confirmYes}
        no={strings.confirmNo}
        onYes={() => void close(conversation)}
      />
    </div>
  );
}
