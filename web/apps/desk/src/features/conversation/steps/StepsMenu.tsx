import { Button, Icon } from '@deskbell/ui';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment } from 'react';
import { useAction } from '../../../shared/keys/actions';
import { hintOf, type ActionId } from '../../../shared/keys/bindings';
import { MenuPanel, itemClass } from '../../../shared/ui/Menu';
import { strings } from '../strings';
import type { Step } from './stepsOf';

/** Steps whose keys the page around the conversation has. */
const ELSEWHERE: readonly ActionId[] = ['conversation.details', 'conversation.beside'];

export interface StepsMenuProps {
  groups: readonly (readonly Step[])[];
  onStep: (id: ActionId) => void;
}

/** Every step under one button, each with the key that does the same; the keys work while it is shut. */
export function StepsMenu({ groups, onStep }: StepsMenuProps) {
  return (
    <>
      {groups.flat().map(({ id }) => (
        !ELSEWHERE.includes(id) && <StepKey key={id} id={id} onStep={onStep} />
      ))}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button tone="plain" size="small" shape="square" aria-label={strings.more}>
            <Icon of={Ellipsis} />
          </Button>
        </DropdownMenu.Trigger>
        <MenuPanel label={strings.more} align="end">
          {groups.map((group, index) => (
            <Fragment key={group[0]?.id}>
              {index > 0 && <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />}
              {group.map((step) => (
                <StepItem key={step.id} step={step} onSelect={() => onStep(step.id)} />
              ))}
            </Fragment>
          ))}
        </MenuPanel>
      </DropdownMenu.Root>
    </>
  );
}

function StepItem({ step: { id, icon, words, grave }, onSelect }: { step: Step; onSelect: () => void }) {
  return (
    // What the step opens takes the focus once the menu has given it back.
    <DropdownMenu.Item className={`${itemClass} ${grave ? 'text-bad' : ''}`} onSelect={() => setTimeout(onSelect)}>
      <Icon of={icon} className={grave ? '' : 'text-faint'} />
      <span className="min-w-0 flex-1">{words}</span>
      <kbd aria-hidden="true" className="key ms-4 hidden two:inline-block">
        {hintOf(id)}
      </kbd>
    </DropdownMenu.Item>
  );
}

function StepKey({ id, onStep }: { id: ActionId; onStep: (id: ActionId) => void }) {
  useAction(id, () => onStep(id));
  return null;
}
